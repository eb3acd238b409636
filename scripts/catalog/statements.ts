import { parse } from 'yaml'

/** What a source says of an ability of a model as one provider serves it. */
export interface Statement {
  readonly holds: boolean
  /** A name under `sources`. */
  readonly source: string
}

export interface Statements {
  readonly sources: Readonly<Record<string, unknown>>
  /** Whether the model with that id answers in JSON; undefined where nobody says. */
  readonly jsonMode: (provider: string, id: string) => Statement | undefined
}

/** Reads the hand-kept file of what providers support. */
export function readStatements(text: string): Statements {
  // The file is part of the project and its content is checked by a test of the catalog it makes.
  const { sources, supports_json_mode: listed } = parse(text) as StatementFile
  const known = new Map<string, Statement>(
    Object.entries(listed).flatMap(([provider, { source, supported, unsupported = [] }]) => [
      ...supported.map((id) => [keyOf(provider, id), { holds: true, source }] as const),
      ...unsupported.map((id) => [keyOf(provider, id), { holds: false, source }] as const),
    ]),
  )
  return { sources, jsonMode: (provider, id) => known.get(keyOf(provider, id)) }
}

interface StatementFile {
  readonly sources: Record<string, unknown>
  readonly supports_json_mode: Record<string, StatementList>
}

/** Models of a provider, by the ids under which it serves them. */
interface StatementList {
  readonly source: string
  readonly supported: readonly string[]
  readonly unsupported?: readonly string[]
}

function keyOf(provider: string, id: string): string {
  return `${provider} ${id}`
}
