import type { Source } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import type { Path, Term } from '../ir/term.ts'
import type { PolicyDefinition } from './write-trace.ts'

/** A policy as whoever decides by it holds it. */
export interface DefinedPolicy {
  readonly name?: string | undefined
  readonly fingerprint: string
  /** In normal form. */
  readonly term: Term
  /** The values of its parameters. */
  readonly params: Readonly<Record<string, unknown>>
  /** Which place made each part of the term; empty where no text did. */
  readonly places: ReadonlyMap<Path, { readonly source: string; readonly span: Span }>
  /** The texts it was compiled from, the one that holds the policy first. */
  readonly sources: readonly Source[]
}

/** What a trace says of a policy: the term, and the text and the values it was compiled from. */
export function policyDefinition(policy: DefinedPolicy): PolicyDefinition {
  const { name, fingerprint, term, params, sources, places } = policy
  const isFromText = places.size > 0
  const indexes = new Map(sources.map((source, index) => [source.name, index]))
  return {
    fingerprint,
    ...(name !== undefined && { name }),
    policy_ir: term,
    ...(isFromText && {
      params,
      sources: sources.map((source) => ({ name: source.name, text: source.text })),
      map: Object.fromEntries(
        [...places].flatMap(([path, { source, span }]) => {
          const index = indexes.get(source)
          return index === undefined ? [] : [[path, [index, span.start, span.end] as const]]
        }),
      ),
    }),
  }
}
