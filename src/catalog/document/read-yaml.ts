import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLError } from 'yaml'
import type { Span } from '../../base/span.ts'
import { quoted } from '../quoted.ts'
import {
  type Located,
  type LocatedEntry,
  MAX_DEPTH,
  MAX_NODES,
  MAX_YAML_LENGTH,
} from './located.ts'
import { type Reading, report } from './reading.ts'
import { tooDeepAt } from './yaml-depth.ts'

/** Reads one YAML 1.2 document. Adds UH6001 (syntax), UH6002 (keys) and UH6003 (limits). */
export function readYaml(text: string, reading: Reading): Located | undefined {
  if (text.length > MAX_YAML_LENGTH) {
    report(reading, 'UH6003', {
      message: `the document has ${text.length} characters and is not JSON; at most ${MAX_YAML_LENGTH} characters of YAML are read`,
      span: { start: 0, end: 0 },
      help: 'write a catalog of this size as JSON',
    })
    return undefined
  }
  const deep = tooDeepAt(text, MAX_DEPTH)
  if (deep !== undefined) {
    report(reading, 'UH6003', { message: TOO_DEEP, span: deep })
    return undefined
  }
  // Keys are compared below: the library compares each with each, too long for a large record.
  const document = parseDocument(text, {
    schema: 'core',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  })
  const faults = [...document.errors, ...document.warnings]
  for (const fault of faults.slice(0, MAX_FAULTS)) reportFault(fault, text, reading)
  if (faults.length > 0) return undefined
  const walk: Walk = { reading, anchors: new Map(), nodes: 0, stopped: false }
  const root = readNode(document.contents, { depth: 1, end: 0 }, walk)
  return walk.stopped ? undefined : root
}

/** What follows the first fault is mostly its consequence. */
const MAX_FAULTS = 1

function reportFault({ message, pos }: YAMLError, text: string, reading: Reading): void {
  const span = { start: Math.min(pos[0], text.length), end: Math.min(pos[1], text.length) }
  report(reading, 'UH6001', { message: syntaxMessage(message), span })
}

const TOO_DEEP = `records and lists are nested deeper than ${MAX_DEPTH}`

/** The library's sentence in the form of ours, without the text that the report shows. */
function syntaxMessage(message: string): string {
  const sentence = message.replace(/: ".*|;.*|[.:]?\s*$/s, '').replaceAll(/\s+/g, ' ')
  return `this is not YAML or JSON: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
}

interface Walk {
  readonly reading: Reading
  /** What each anchor stands for; undefined while that is being read. */
  readonly anchors: Map<string, Anchored | undefined>
  /** Values read so far, aliases counted as what they stand for. */
  nodes: number
  stopped: boolean
}

interface Anchored {
  readonly value: Located
  readonly nodes: number
}

interface Place {
  readonly depth: number
  /** Where a value that is not written would be. */
  readonly end: number
}

function readNode(node: Node | null, place: Place, walk: Walk): Located {
  const span = node === null ? { start: place.end, end: place.end } : spanOf(node, walk)
  if (walk.stopped) return unknownAt(span)
  walk.nodes++
  if (walk.nodes > MAX_NODES) {
    return stop(walk, span, `the document holds more than ${MAX_NODES} values, aliases counted`)
  }
  if (place.depth > MAX_DEPTH) return stop(walk, span, TOO_DEEP)
  if (node === null) return unknownAt(span)
  if (isAlias(node)) return readAlias(node.source, span, walk)
  const { anchor } = node as { readonly anchor?: string }
  if (anchor === undefined) return readPlain(node, place.depth, walk)
  walk.anchors.set(anchor, undefined)
  const before = walk.nodes
  const value = readPlain(node, place.depth, walk)
  walk.anchors.set(anchor, { value, nodes: walk.nodes - before })
  return value
}

function readPlain(node: Node, depth: number, walk: Walk): Located {
  const span = spanOf(node, walk)
  if (isMap<Node | null, Node | null>(node)) return readRecord(node.items, { span, depth }, walk)
  if (isSeq<Node | null>(node)) {
    const place = { depth: depth + 1, end: span.end }
    return { kind: 'list', span, items: node.items.map((item) => readNode(item, place, walk)) }
  }
  return isScalar(node) && isPlainScalar(node.value)
    ? { kind: 'scalar', span, value: node.value }
    : unknownAt(span)
}

function isPlainScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

function readAlias(name: string, span: Span, walk: Walk): Located {
  const target = walk.anchors.get(name)
  if (target !== undefined) {
    walk.nodes += target.nodes
    return target.value
  }
  const fault = walk.anchors.has(name) ? 'holds itself' : 'has no anchor before it'
  report(walk.reading, 'UH6001', { message: `the alias ${quoted(`*${name}`)} ${fault}`, span })
  walk.stopped = true
  return unknownAt(span)
}

interface YamlPair {
  readonly key: Node | null
  readonly value: Node | null
}

function readRecord(
  pairs: readonly YamlPair[],
  { span, depth }: { span: Span; depth: number },
  walk: Walk,
): Located {
  const entries = new Map<string, LocatedEntry>()
  for (const { key, value } of pairs) {
    if (walk.stopped) break
    const keySpan = key === null ? { start: span.start, end: span.start } : spanOf(key, walk)
    const text = key === null ? '' : keyText(key)
    const entry = {
      key: text ?? '',
      keySpan,
      value: readNode(value, { depth: depth + 1, end: keySpan.end }, walk),
    }
    const first = entries.get(entry.key)
    if (text === undefined) reportKey(keySpan, walk)
    else if (first === undefined) entries.set(text, entry)
    else reportTwice(entry, first, walk)
  }
  return { kind: 'record', span, entries: [...entries.values()] }
}

/** As written, so that a model may be called `1.0` or `null`. */
function keyText(key: Node): string | undefined {
  if (!isScalar(key)) return undefined
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
}

function reportKey(span: Span, walk: Walk): void {
  report(walk.reading, 'UH6001', { message: 'a key is a text, not a record, list or alias', span })
}

function reportTwice(entry: LocatedEntry, first: LocatedEntry, walk: Walk): void {
  report(walk.reading, 'UH6002', {
    message: `the key ${quoted(entry.key)} stands twice in one record`,
    span: entry.keySpan,
    related: [{ span: first.keySpan, label: 'first here' }],
    help: 'keep one of them',
  })
}

function stop(walk: Walk, span: Span, message: string): Located {
  report(walk.reading, 'UH6003', { message, span })
  walk.stopped = true
  return unknownAt(span)
}

function unknownAt(span: Span): Located {
  return { kind: 'scalar', span, value: null }
}

/** Without the end of the line, which the library counts to records and lists in block form. */
function spanOf(node: Node, { reading: { text } }: Walk): Span {
  const [start = 0, end = start] = node.range ?? []
  return { start, end: start + text.slice(start, end).trimEnd().length }
}
