import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import { nearestName } from '../../base/nearest-name.ts'
import type { Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import type { Problem } from '../problem.ts'

/**
 * Reading a configuration value by value. The first mistake is kept; what is read after it is of
 * no use, but does no harm.
 */
export interface Reading {
  readonly source: Source
  problem: Problem | undefined
}

/** Makes something of a value; undefined where it is wrong, which was then noted. */
export type Reader<T> = (node: Node, reading: Reading) => T | undefined

/** The members of a mapping, each by its own reader. Other keys are mistakes. */
export function members(
  node: Node,
  readers: Readonly<Record<string, Reader<unknown>>>,
  reading: Reading,
): ReadonlyMap<string, unknown> {
  const read = new Map<string, unknown>()
  for (const { key, name, value } of entries(node, reading)) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
    if (reader === undefined) noteUnknown({ node: key, name, known: Object.keys(readers) }, reading)
    else if (value === null) note(key, { label: 'has no value' }, reading)
    else read.set(name, reader(value, reading))
  }
  return read
}

interface Entry {
  readonly key: Node
  readonly name: string
  readonly value: Node | null
}

/** The entries of a mapping; none where it is not one, which is then noted. */
export function entries(node: Node, reading: Reading): readonly Entry[] {
  if (!isMap<Node, Node | null>(node)) {
    note(node, { label: 'expected `key: value` lines' }, reading)
    return []
  }
  return (node as YAMLMap<Node, Node | null>).items.map(({ key, value }) => ({
    key,
    name: isScalar(key) ? String(key.value) : '',
    value,
  }))
}

interface UnknownName {
  readonly node: Node
  readonly name: string
  readonly known: readonly string[]
}

export function noteUnknown({ node, name, known }: UnknownName, reading: Reading): void {
  const meant = nearestName(name, known)
  const all = known.map((each) => `\`${each}\``).join(', ')
  const help = meant === undefined ? `the keys are ${all}` : `did you mean \`${meant}\`?`
  note(node, { message: `has an unknown key \`${name}\``, label: 'unknown key', help }, reading)
}

/** The path of a file or a directory. */
export const path: Reader<string> = (node, reading) => {
  if (isScalar(node) && typeof node.value === 'string' && node.value !== '') return node.value
  return note(node, { label: 'expected the path of a file' }, reading)
}

export const paths: Reader<readonly string[]> = (node, reading) => {
  if (isScalar(node)) {
    const only = path(node, reading)
    return only === undefined ? undefined : [only]
  }
  if (!isSeq<Node>(node))
    return note(node, { label: 'expected a path, or a list of paths' }, reading)
  return node.items.flatMap((item) => path(item, reading) ?? [])
}

/** A number that is not negative. */
export const amount: Reader<number> = (node, reading) => {
  if (isScalar(node) && typeof node.value === 'number' && node.value >= 0) {
    if (Number.isFinite(node.value)) return node.value
  }
  return note(node, { label: 'expected a number, 0 or more' }, reading)
}

/** A whole number that is not negative. */
export const count: Reader<number> = (node, reading) => {
  if (isScalar(node) && Number.isSafeInteger(node.value) && Number(node.value) >= 0) {
    return Number(node.value)
  }
  return note(node, { label: 'expected a whole number, 0 or more' }, reading)
}

export interface Mistake {
  readonly message?: string
  readonly label: string
  readonly help?: string
}

/** Keeps the mistake if it is the first. */
export function note(node: Node, { message, label, help }: Mistake, reading: Reading): undefined {
  const { source } = reading
  reading.problem ??= {
    kind: 'problem',
    message: `\`${source.name}\` ${message ?? 'is not a configuration'}`,
    at: { source, span: spanOf(node), label },
    ...(help !== undefined && { help }),
  }
}

export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0]
  return { start, end }
}
