import { dirname, relative, resolve } from 'node:path'
import { isMap, isScalar, type Node, parseDocument } from 'yaml'
import { nearestName } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import type { Context } from '../context.ts'
import { readText } from '../io/read-text.ts'
import type { Problem } from '../problem.ts'
import { findConfig } from './find-config.ts'

/** What a project says once, so that no command has to be told. */
export interface Config {
  /** The path of the catalog, from the working directory or absolute. */
  readonly catalog: string | undefined
}

/** The configuration in force: the nearest file's, or an empty one. */
export async function readConfig(
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<Config, Problem>> {
  const path = await findConfig(context.cwd)
  if (path === undefined) return ok({ catalog: undefined })
  const shown = relative(context.cwd, path)
  const source = await readText(shown, context)
  if (!source.ok) return source
  const members = checkConfig(source.value)
  if (!members.ok) return members
  const catalog = members.value.get('catalog')
  const base = dirname(path)
  return ok({ catalog: catalog && (relative(context.cwd, resolve(base, catalog)) || '.') })
}

/** The members of a configuration by name, or the first thing that is wrong with it. */
export function checkConfig(source: Source): Result<ReadonlyMap<string, string>, Problem> {
  const document = parseDocument(source.text, { prettyErrors: false })
  const fault = document.errors[0]
  if (fault !== undefined) {
    const [start, end] = fault.pos
    return err(mistake(source, { start, end }, { message: 'is not YAML', label: fault.message }))
  }
  const members = new Map<string, string>()
  if (document.contents === null) return ok(members)
  if (!isMap<Node, Node | null>(document.contents)) {
    return err(mistake(source, spanOf(document.contents), { label: 'expected `key: value` lines' }))
  }
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value) : ''
    if (!KEYS.includes(name)) return err(unknownKey(source, key, name))
    if (!isScalar(value) || typeof value.value !== 'string') {
      return err(
        mistake(source, spanOf(value ?? key), { label: `\`${name}\` is the path of a file` }),
      )
    }
    members.set(name, value.value)
  }
  return ok(members)
}

const KEYS: readonly string[] = ['catalog']

function unknownKey(source: Source, key: Node, name: string): Problem {
  const meant = nearestName(name, KEYS)
  const all = KEYS.map((each) => `\`${each}\``).join(', ')
  return mistake(source, spanOf(key), {
    message: `has an unknown key \`${name}\``,
    label: 'unknown key',
    help: meant === undefined ? `the keys are ${all}` : `did you mean \`${meant}\`?`,
  })
}

function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0]
  return { start, end }
}

function mistake(source: Source, span: Span, { message, label, help }: Mistake): Problem {
  return {
    kind: 'problem',
    message: `\`${source.name}\` ${message ?? 'is not a configuration'}`,
    at: { source, span, label },
    ...(help !== undefined && { help }),
  }
}

interface Mistake {
  readonly message?: string
  readonly label: string
  readonly help?: string
}
