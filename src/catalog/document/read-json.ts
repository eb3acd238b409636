/**
 * A JSON reader that keeps places, since `JSON.parse` knows none and lets a second key of the
 * same name win in silence. It answers undefined for anything that is not JSON, nested too deep,
 * or holds a key twice: the YAML reader then says what is wrong, and where.
 */
import {
  type Located,
  type LocatedEntry,
  MAX_DEPTH,
  MAX_JSON_LENGTH,
  MAX_NODES,
} from './located.ts'

export function readJson(text: string): Located | undefined {
  if (text.length > MAX_JSON_LENGTH) return undefined
  const cursor: Cursor = { text, offset: 0, nodes: 0 }
  skipSpace(cursor)
  const value = readValue(cursor, 1)
  skipSpace(cursor)
  return cursor.offset === text.length ? value : undefined
}

interface Cursor {
  readonly text: string
  offset: number
  nodes: number
}

function readValue(cursor: Cursor, depth: number): Located | undefined {
  if (depth > MAX_DEPTH || ++cursor.nodes > MAX_NODES) return undefined
  switch (cursor.text[cursor.offset]) {
    case '{':
      return readRecord(cursor, depth)
    case '[':
      return readList(cursor, depth)
    default:
      return readScalar(cursor)
  }
}

function readRecord(cursor: Cursor, depth: number): Located | undefined {
  const start = cursor.offset++
  const entries: LocatedEntry[] = []
  const keys = new Set<string>()
  skipSpace(cursor)
  while (!take(cursor, '}')) {
    if (entries.length > 0 && !take(cursor, ',')) return undefined
    skipSpace(cursor)
    const entry = readEntry(cursor, depth)
    if (entry === undefined || keys.has(entry.key)) return undefined
    keys.add(entry.key)
    entries.push(entry)
    skipSpace(cursor)
  }
  return { kind: 'record', span: { start, end: cursor.offset }, entries }
}

function readEntry(cursor: Cursor, depth: number): LocatedEntry | undefined {
  const start = cursor.offset
  const key = readString(cursor)
  if (key === undefined) return undefined
  const keySpan = { start, end: cursor.offset }
  skipSpace(cursor)
  if (!take(cursor, ':')) return undefined
  skipSpace(cursor)
  const value = readValue(cursor, depth + 1)
  return value === undefined ? undefined : { key, keySpan, value }
}

function readList(cursor: Cursor, depth: number): Located | undefined {
  const start = cursor.offset++
  const items: Located[] = []
  skipSpace(cursor)
  while (!take(cursor, ']')) {
    if (items.length > 0 && !take(cursor, ',')) return undefined
    skipSpace(cursor)
    const item = readValue(cursor, depth + 1)
    if (item === undefined) return undefined
    items.push(item)
    skipSpace(cursor)
  }
  return { kind: 'list', span: { start, end: cursor.offset }, items }
}

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

function readScalar(cursor: Cursor): Located | undefined {
  const start = cursor.offset
  if (cursor.text[start] === '"') {
    const value = readString(cursor)
    const span = { start, end: cursor.offset }
    return value === undefined ? undefined : { kind: 'scalar', span, value }
  }
  SCALAR.lastIndex = start
  const [word] = SCALAR.exec(cursor.text) ?? []
  if (word === undefined) return undefined
  cursor.offset += word.length
  const span = { start, end: cursor.offset }
  return { kind: 'scalar', span, value: scalarOf(word) }
}

function scalarOf(word: string): number | boolean | null {
  if (word === 'null') return null
  if (word === 'true' || word === 'false') return word === 'true'
  return Number(word)
}

/** A loop, since a pattern over a long text exhausts the stack. */
function readString(cursor: Cursor): string | undefined {
  const { text, offset: start } = cursor
  if (text[start] !== '"') return undefined
  let end = start + 1
  let escaped = false
  while (text[end] !== '"') {
    const length = characterLength(text, end)
    if (length === 0) return undefined
    escaped ||= length > 1
    end += length
  }
  cursor.offset = end + 1
  return escaped ? JSON.parse(text.slice(start, end + 1)) : text.slice(start + 1, end)
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

/** Code units of the character or escape at `offset`; 0 for one that may not stand in a text. */
function characterLength(text: string, offset: number): number {
  if (text[offset] !== '\\') return (text.codePointAt(offset) ?? 0) < SPACE ? 0 : 1
  ESCAPE.lastIndex = offset
  return ESCAPE.exec(text)?.[0].length ?? 0
}

const SPACE = 32

function take(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.offset] !== character) return false
  cursor.offset++
  return true
}

function skipSpace(cursor: Cursor): void {
  while (' \t\n\r'.includes(cursor.text[cursor.offset] ?? 'x')) cursor.offset++
}
