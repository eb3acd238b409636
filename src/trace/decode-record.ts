import { err, ok, type Result } from '../base/result.ts'
import { isRecord } from '../decide/decode-context.ts'
import type { FlowRecord } from './flow-record.ts'
import {
  type CatalogRecord,
  type DecisionDefinition,
  type EndRecord,
  type GapRecord,
  type HeaderRecord,
  type Link,
  type PolicyRecord,
  type ReceiptRecord,
  TRACE_FORMAT,
  type TraceRecord,
} from './record.ts'
import {
  count,
  either,
  flag,
  list,
  listOf,
  type Members,
  maybe,
  number,
  record,
  type Shape,
  text,
  textOrNull,
  words,
} from './shape.ts'

/** A line that is a record of a type that this version does not know. It is kept and counted. */
export interface UnknownRecord {
  readonly record: 'unknown'
  readonly type: string
  /** Its place in the chain, where it has one. */
  readonly link: Link | undefined
}

/** Why a line is no record that can be read. */
export interface RecordFault {
  readonly kind: 'not json' | 'not a record' | 'malformed' | 'newer format'
  /** One sentence, lower case, no period. */
  readonly message: string
}

/**
 * The record in a line of a trace. What replay reads is checked; members that nobody reads here
 * are left as they are.
 */
export function decodeRecord(line: string): Result<TraceRecord | UnknownRecord, RecordFault> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return fault('not json', 'the line is not JSON')
  }
  return recordFrom(value)
}

/** The record that a line was parsed to. */
export function recordFrom(value: unknown): Result<TraceRecord | UnknownRecord, RecordFault> {
  if (!isRecord(value) || typeof value.record !== 'string') {
    return fault('not a record', 'the line is JSON, and no record of a trace')
  }
  if (value.record === 'header' && value.format !== TRACE_FORMAT) return otherFormat(value.format)
  const shape = Object.hasOwn(SHAPES, value.record) ? SHAPES[value.record] : undefined
  if (shape === undefined) {
    // The members of a link were checked, each under its name.
    const link = ANY_LINK(value) === undefined ? (value as unknown as Link) : undefined
    return ok({ record: 'unknown', type: value.record.slice(0, 64), link })
  }
  const wrong = shape(value)
  if (wrong !== undefined) {
    const place = wrong.path.slice(1)
    return fault('malformed', `\`${place}\` of a ${value.record} record is not ${wrong.wanted}`)
  }
  // The shape of the record of that type was checked member by member.
  return ok(value as unknown as TraceRecord)
}

function otherFormat(format: unknown): Result<never, RecordFault> {
  const name = String(format).slice(0, 64)
  return /^unhardcoded-trace\/v\d+$/.test(name)
    ? fault(
        'newer format',
        `the trace is in the format \`${name}\`, and this version reads \`${TRACE_FORMAT}\`: a newer version of unhardcoded reads it`,
      )
    : fault('not a record', `\`${name}\` is no format of traces`)
}

function fault(kind: RecordFault['kind'], message: string): Result<never, RecordFault> {
  return err({ kind, message })
}

const anyRecord = record({})

const LINK: Members = { writer: text, seq: count, prev: textOrNull }

const USAGE = record({
  origin: words('reported', 'estimated', 'unknown'),
  input: maybe(count),
  output: maybe(count),
  cache_read: maybe(count),
  cache_write: maybe(count),
})

const COST = record({ settled: textOrNull, estimated: textOrNull })

const HOP = record({
  candidate: text,
  attempt: count,
  start_ms: number,
  first_byte_ms: maybe(number),
  first_token_ms: maybe(number),
  end_ms: number,
  status: maybe(count),
  failure: maybe(text),
  cause: maybe(text),
  sent: words('nothing', 'part', 'all'),
  action: text,
  why: maybe(text),
  wait_ms: maybe(number),
  usage: maybe(USAGE),
  cost: maybe(COST),
})

/** How a request came; see {@link FlowRecord}. */
const SENT = {
  stream: maybe(flag),
  surface: maybe(text),
  caller: maybe(text),
  trace: maybe(text),
  body: maybe(text),
}

const REQUEST = record({
  needs: maybe(listOf(text)),
  scope: maybe(text),
  min_context: maybe(number),
  model_family: maybe(text),
  tier: maybe(text),
  privacy: maybe(text),
  min_quality: maybe(number),
  min_tok_s: maybe(number),
  seed: maybe(number),
  tokens: maybe(record({ input: count, output: count })),
  params: maybe(anyRecord),
  ...SENT,
})

type Own<R> = Omit<R, 'record' | 'writer' | 'seq' | 'prev'>
type ShapesOf<R> = { readonly [Member in keyof Own<R>]-?: Shape }

const HEADER: ShapesOf<HeaderRecord> = { format: text, tool: text, at: text }

const POLICY: ShapesOf<PolicyRecord> = {
  fingerprint: text,
  name: maybe(text),
  policy_ir: list,
  params: maybe(anyRecord),
  sources: maybe(listOf(record({ name: text, text: text }))),
  map: maybe(anyRecord),
}

const CATALOG: ShapesOf<CatalogRecord> = { digest: text, catalog: anyRecord }

/** What is said of one request. */
const WHOLE = {
  id: text,
  at: text,
  engine: text,
  mode: words('live', 'sandbox', 'simulated'),
  catalog: text,
  without: maybe(listOf(text)),
}

/** How it ended, and what it took. */
const ENDING = {
  outcome: words('complete', 'incomplete', 'cancelled', 'rejected', 'exhausted', 'simulated'),
  usage: USAGE,
  cost: COST,
}

/** What was decided and done once. */
const DECIDED = {
  policy: record({ name: maybe(text), fingerprint: text, effective: maybe(text) }),
  request: REQUEST,
  state: anyRecord,
  // Compared as a whole with the decision that is made anew.
  decision: either(anyRecord, count),
  hops: listOf(HOP),
  ...ENDING,
}

const RECEIPT: ShapesOf<ReceiptRecord> = {
  ...WHOLE,
  ...DECIDED,
  imported: maybe(record({ from: text, lacks: listOf(text) })),
}

const NODE: ShapesOf<FlowRecord['nodes'][number]> = {
  node: text,
  step: maybe(text),
  inputs: listOf(text),
  ...DECIDED,
}

const FLOW: ShapesOf<FlowRecord> = {
  ...WHOLE,
  flow: record({ name: maybe(text), fingerprint: text }),
  answers: text,
  request: record(SENT),
  nodes: listOf(record(NODE)),
  ...ENDING,
}

const DECISION: ShapesOf<DecisionDefinition> = { decision: anyRecord }

const GAP: ShapesOf<GapRecord> = { receipts: count, from: text, to: text }

const END: ShapesOf<EndRecord> = { receipts: count }

const ANY_LINK = record(LINK)

const SHAPES: { readonly [type: string]: Shape } = {
  header: record({ ...LINK, ...HEADER }),
  policy: record({ ...LINK, ...POLICY }),
  catalog: record({ ...LINK, ...CATALOG }),
  decision: record({ ...LINK, ...DECISION }),
  receipt: record({ ...LINK, ...RECEIPT }),
  flow: record({ ...LINK, ...FLOW }),
  gap: record({ ...LINK, ...GAP }),
  end: record({ ...LINK, ...END }),
}
