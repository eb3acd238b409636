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
  /** Where things stand, for what is found to be wrong with them later. */
  readonly places: Map<string, Place>
}

export interface Place {
  readonly source: Source
  readonly span: Span
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

/** What readers make of the members of a mapping, those that are absent or wrong left out. */
export type ReadBy<R extends Readers> = {
  readonly [Name in keyof R]: R[Name] extends Reader<infer T> ? T | undefined : never
}

type Readers = Readonly<Record<string, Reader<unknown>>>

/** As {@link members}, where each of them is known by name. */
export function fields<const R extends Readers>(
  node: Node,
  readers: R,
  reading: Reading,
): ReadBy<R> {
  const read = members(node, readers, reading)
  // Each was read by the reader of its name.
  return Object.fromEntries(Object.keys(readers).map((name) => [name, read.get(name)])) as ReadBy<R>
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
export const path: Reader<string> = (node, reading) =>
  textOf(node) ?? note(node, { label: 'expected the path of a file' }, reading)

/** A text that is not empty. */
export function textOf(node: Node): string | undefined {
  const text = isScalar(node) && typeof node.value === 'string' ? node.value : ''
  return text === '' ? undefined : text
}

/** A text that says what `wanted` says: `a name`. */
export function text(wanted: string): Reader<string> {
  return (node, reading) => textOf(node) ?? note(node, { label: `expected ${wanted}` }, reading)
}

/** One of some words. */
export function word<const T extends string>(words: readonly T[]): Reader<T> {
  return (node, reading) => {
    const found = words.find((each) => textOf(node) === each)
    const all = words.map((each) => `\`${each}\``).join(', ')
    return found ?? note(node, { label: `expected one of ${all}` }, reading)
  }
}

/** A list, each item of it by the same reader. */
export function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (node, reading) => {
    if (!isSeq<Node>(node)) return note(node, { label: 'expected a list' }, reading)
    return node.items.flatMap((each) => item(each, reading) ?? [])
  }
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

/** A number above 0, in another unit: `times(1000)` reads seconds as milliseconds. */
export function times(factor: number, most = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (node, reading) => {
    const value = isScalar(node) && typeof node.value === 'number' ? node.value * factor : 0
    if (value > 0 && value <= most) return Math.max(1, Math.round(value))
    const limit = value > most ? `, ${most / factor} at most` : ''
    return note(node, { label: `expected a number above 0${limit}` }, reading)
  }
}

/** A whole number in a range. */
export function whole(least: number, most: number): Reader<number> {
  return (node, reading) => {
    const value =
      isScalar(node) && Number.isSafeInteger(node.value) ? Number(node.value) : Number.NaN
    if (value >= least && value <= most) return value
    return note(node, { label: `expected a whole number, ${least} to ${most}` }, reading)
  }
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

/** Keeps a mistake in what may be a secret: the line is named, and not shown. */
export function noteUnseen(node: Node, what: string, help: string, reading: Reading): undefined {
  const { source } = reading
  const line = source.text.slice(0, spanOf(node).start).split('\n').length
  reading.problem ??= {
    kind: 'problem',
    message: `\`${source.name}\`, line ${line}: ${what}`,
    help,
  }
}

/** Remembers where a value and everything in it stands: `at.name`, `at.list[0]`. */
export function remember(at: string, node: Node, reading: Reading): void {
  reading.places.set(at, { source: reading.source, span: spanOf(node) })
  if (isSeq<Node>(node))
    for (const [i, item] of node.items.entries()) remember(`${at}[${i}]`, item, reading)
  if (!isMap(node)) return
  for (const { key, name, value } of entries(node, reading))
    remember(`${at}.${name}`, value ?? key, reading)
}

export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0]
  return { start, end }
}
