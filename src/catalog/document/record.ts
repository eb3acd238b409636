import { nearestName } from '../../base/nearest-name.ts'
import type { Span } from '../../base/span.ts'
import type { Named } from '../catalog.ts'
import { quoted } from '../quoted.ts'
import { describe } from './describe.ts'
import type { Located, LocatedEntry, LocatedRecord } from './located.ts'
import { type Reading, report } from './reading.ts'
import { suggest } from './suggestion.ts'

/** Reads one value, or says what is wrong with it and answers undefined. */
export type Reader<T> = (value: Located, site: Site) => T | undefined

export interface Site {
  readonly reading: Reading
  /** What is read, as messages call it: `price_in` of `openai` serving model `gpt-5-nano`. */
  what(): string
  /** What it is a member of. */
  within?(): string
  /** The key under which it stands. */
  readonly key?: Span
}

export interface RecordShape {
  readonly members: { readonly [name: string]: Reader<unknown> }
  readonly required?: readonly string[]
  /** Members whose names the document itself declares. */
  readonly declared?: DeclaredMembers
}

export interface DeclaredMembers {
  readonly names: Iterable<string>
  readerOf(name: string): Reader<unknown> | undefined
}

/**
 * Reads the members of a record, all of them, whatever is wrong with some. What it answers holds
 * those that could be read; a document with faults makes no catalog, so that its caller may name
 * it by the type whose members the shape reads. Adds UH6004 (unknown), UH6005 (missing) and
 * UH6006 (not a record).
 */
export function readRecord<T extends object>(
  value: Located,
  shape: RecordShape,
  site: Site,
): T | undefined {
  if (value.kind !== 'record') {
    reportKind(value, 'a record', site)
    return undefined
  }
  const result: Record<string, unknown> = Object.create(null)
  for (const entry of value.entries) {
    const reader = readerOf(entry.key, shape)
    if (reader === undefined) {
      reportUnknown(entry, shape, site)
      continue
    }
    const member = reader(entry.value, inside(site, entry))
    if (member !== undefined) result[entry.key] = member
  }
  reportMissing(value, shape, site)
  return result as T
}

/** A record whose keys are names of the document's own, each of one kind of thing. */
export interface NamedShape<T> {
  /** What is named: `provider`, `model`. */
  readonly of: string
  readonly read: Reader<T>
  /** Why a name cannot be used. */
  readonly fault?: (name: string) => string | undefined
}

/** Reads what is under each name. Adds UH6021 for names that cannot be used. */
export function readNamed<T>(value: Located, shape: NamedShape<T>, site: Site): Named<T> {
  const result: Record<string, T> = Object.create(null)
  if (value.kind !== 'record') {
    reportKind(value, 'a record', site)
    return result
  }
  for (const { key, keySpan, value: item } of value.entries) {
    const fault = key.trim() === '' ? 'is empty' : shape.fault?.(key)
    if (fault !== undefined) {
      const message = `the name ${quoted(key)} of a ${shape.of} ${fault}`
      report(site.reading, 'UH6021', { message, span: keySpan })
    }
    const member = shape.read(item, {
      reading: site.reading,
      what: () => `${shape.of} ${quoted(key)}`,
    })
    if (member !== undefined) result[key] = member
  }
  return result
}

/** Reads a list, each item with the same reader. */
export function readList<T>(value: Located, read: Reader<T>, site: Site): readonly T[] | undefined {
  if (value.kind !== 'list') {
    reportKind(value, 'a list', site)
    return undefined
  }
  return value.items.flatMap((item) => read(item, site) ?? [])
}

export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value, site) => readList(value, read, site)
}

/** The value of a member, where the record has it. */
export function memberOf(value: Located, name: string): LocatedEntry | undefined {
  return value.kind === 'record' ? value.entries.find(({ key }) => key === name) : undefined
}

/** Adds UH6006: another kind of value stands there. */
export function reportKind(value: Located, expected: string, { reading, what }: Site): void {
  const empty = value.kind === 'scalar' && value.value === null
  report(reading, 'UH6006', {
    message: `${what()} is ${describe(value)}; ${expected} is expected`,
    span: value.span,
    ...(empty ? { help: 'leave it out where it is not known' } : {}),
  })
}

function inside({ reading, what }: Site, { key, keySpan }: LocatedEntry): Site {
  return { reading, what: () => `${quoted(key)} of ${what()}`, within: what, key: keySpan }
}

function readerOf(key: string, { members, declared }: RecordShape): Reader<unknown> | undefined {
  return Object.hasOwn(members, key) ? members[key] : declared?.readerOf(key)
}

function reportUnknown({ key, keySpan }: LocatedEntry, shape: RecordShape, site: Site): void {
  const own = Object.keys(shape.members)
  const wrong = { text: key, span: keySpan, reading: site.reading }
  report(site.reading, 'UH6004', {
    message: `${quoted(key)} is not a member of ${site.what()}`,
    span: keySpan,
    ...suggest(wrong, [...own, ...(shape.declared?.names ?? [])], unknownHelp(own, shape)),
  })
}

function unknownHelp(own: readonly string[], { declared }: RecordShape): string {
  const members = `it can have ${own.map(quoted).join(', ')}`
  return declared === undefined ? members : `${members}, and the fields declared under \`fields\``
}

function reportMissing(value: LocatedRecord, shape: RecordShape, site: Site): void {
  const keys = value.entries.map(({ key }) => key)
  const unknown = keys.filter((key) => readerOf(key, shape) === undefined)
  for (const name of shape.required ?? []) {
    // A misspelt one was reported where it stands.
    if (keys.includes(name) || nearestName(name, unknown) !== undefined) continue
    report(site.reading, 'UH6005', {
      message: `${site.what()} has no ${quoted(name)}`,
      span: { start: value.span.start, end: Math.min(value.span.start + 1, value.span.end) },
      help: `add ${quoted(name)}`,
    })
  }
}
