import { err, ok, type Result } from '../base/result.ts'
import { isRecord } from '../decide/decode-context.ts'
import {
  type CatalogRecord,
  type DecisionDefinition,
  type EndRecord,
  type HeaderRecord,
  type PolicyRecord,
  type ReceiptRecord,
  TRACE_FORMAT,
  type TraceRecord,
} from './record.ts'

/** A line that is a record of a type that this version does not know. It is kept and counted. */
export interface UnknownRecord {
  readonly record: 'unknown'
  readonly type: string
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
  if (!isRecord(value) || typeof value.record !== 'string') {
    return fault('not a record', 'the line is JSON, and no record of a trace')
  }
  const shape = Object.hasOwn(SHAPES, value.record) ? SHAPES[value.record] : undefined
  if (shape === undefined) return ok({ record: 'unknown', type: value.record.slice(0, 64) })
  const wrong = misfit(value, LINK, '') ?? misfit(value, shape, '')
  if (wrong !== undefined) {
    return fault(
      'malformed',
      `\`${wrong.path}\` of a ${value.record} record is not ${wrong.wanted}`,
    )
  }
  if (value.record === 'header' && value.format !== TRACE_FORMAT) return otherFormat(value.format)
  // The shape of the record of that type was checked member by member.
  return ok(value as unknown as TraceRecord)
}

function otherFormat(format: unknown): Result<never, RecordFault> {
  const name = String(format).slice(0, 64)
  return /^unhardcoded-trace\/v\d+$/.test(name)
    ? fault(
        'newer format',
        `the trace is in the format \`${name}\`, and this version reads \`${TRACE_FORMAT}\``,
      )
    : fault('not a record', `\`${name}\` is no format of traces`)
}

function fault(kind: RecordFault['kind'], message: string): Result<never, RecordFault> {
  return err({ kind, message })
}

/** What a member has to be. */
type Shape =
  | { readonly is: 'text' | 'number' | 'count' | 'flag' | 'list' | 'any' | 'text or null' }
  | { readonly record: Members }
  | { readonly listOf: Shape }
  | { readonly words: readonly string[] }
  | { readonly maybe: Shape }
  | { readonly either: readonly [Shape, Shape] }

type Members = { readonly [name: string]: Shape }

const TEXT: Shape = { is: 'text' }
const NUMBER: Shape = { is: 'number' }
const COUNT: Shape = { is: 'count' }
const FLAG: Shape = { is: 'flag' }
const LIST: Shape = { is: 'list' }
const ANY_RECORD: Shape = { record: {} }

function maybe(shape: Shape): Shape {
  return { maybe: shape }
}

const LINK: Members = { writer: TEXT, seq: COUNT, prev: { is: 'text or null' } }

const USAGE: Shape = {
  record: {
    origin: { words: ['reported', 'estimated', 'unknown'] },
    input: maybe(COUNT),
    output: maybe(COUNT),
    cache_read: maybe(COUNT),
    cache_write: maybe(COUNT),
  },
}

const COST: Shape = {
  record: { settled: { is: 'text or null' }, estimated: { is: 'text or null' } },
}

const HOP: Shape = {
  record: {
    candidate: TEXT,
    attempt: COUNT,
    start_ms: NUMBER,
    first_byte_ms: maybe(NUMBER),
    first_token_ms: maybe(NUMBER),
    end_ms: NUMBER,
    status: maybe(COUNT),
    failure: maybe(TEXT),
    sent: { words: ['nothing', 'part', 'all'] },
    action: TEXT,
    why: maybe(TEXT),
    wait_ms: maybe(NUMBER),
    usage: maybe(USAGE),
    cost: maybe(COST),
  },
}

const REQUEST: Shape = {
  record: {
    needs: maybe({ listOf: TEXT }),
    scope: maybe(TEXT),
    min_context: maybe(NUMBER),
    model_family: maybe(TEXT),
    tier: maybe(TEXT),
    privacy: maybe(TEXT),
    min_quality: maybe(NUMBER),
    min_tok_s: maybe(NUMBER),
    seed: maybe(NUMBER),
    tokens: maybe({ record: { input: COUNT, output: COUNT } }),
    params: maybe(ANY_RECORD),
    stream: maybe(FLAG),
    caller: maybe(TEXT),
    body: maybe(TEXT),
  },
}

type Own<R> = Omit<R, 'record' | 'writer' | 'seq' | 'prev'>
type ShapesOf<R> = { readonly [Member in keyof Own<R>]-?: Shape }

const HEADER: ShapesOf<HeaderRecord> = { format: TEXT, tool: TEXT, at: TEXT }

const POLICY: ShapesOf<PolicyRecord> = {
  fingerprint: TEXT,
  name: maybe(TEXT),
  policy_ir: LIST,
  params: maybe(ANY_RECORD),
  sources: maybe({ listOf: { record: { name: TEXT, text: TEXT } } }),
  map: maybe(ANY_RECORD),
}

const CATALOG: ShapesOf<CatalogRecord> = { digest: TEXT, catalog: ANY_RECORD }

const RECEIPT: ShapesOf<ReceiptRecord> = {
  id: TEXT,
  at: TEXT,
  engine: TEXT,
  mode: { words: ['live', 'sandbox', 'simulated'] },
  policy: { record: { name: maybe(TEXT), fingerprint: TEXT, effective: maybe(TEXT) } },
  catalog: TEXT,
  without: maybe({ listOf: TEXT }),
  request: REQUEST,
  state: ANY_RECORD,
  // Compared as a whole with the decision that is made anew.
  decision: { either: [ANY_RECORD, COUNT] },
  hops: { listOf: HOP },
  outcome: {
    words: ['complete', 'incomplete', 'cancelled', 'rejected', 'exhausted', 'simulated'],
  },
  usage: USAGE,
  cost: COST,
}

const DECISION: ShapesOf<DecisionDefinition> = { decision: ANY_RECORD }

const END: ShapesOf<EndRecord> = { receipts: COUNT }

const SHAPES: { readonly [record: string]: Members } = {
  header: HEADER,
  policy: POLICY,
  catalog: CATALOG,
  decision: DECISION,
  receipt: RECEIPT,
  end: END,
}

interface Misfit {
  readonly path: string
  readonly wanted: string
}

/** The first member that is not as its shape says. */
function misfit(
  value: { readonly [name: string]: unknown },
  members: Members,
  path: string,
): Misfit | undefined {
  for (const name in members) {
    const shape = members[name]
    if (shape === undefined) continue
    const found = unfit(Object.hasOwn(value, name) ? value[name] : undefined, shape, path + name)
    if (found !== undefined) return found
  }
  return undefined
}

function unfit(value: unknown, shape: Shape, path: string): Misfit | undefined {
  if ('maybe' in shape) return value === undefined ? undefined : unfit(value, shape.maybe, path)
  if ('either' in shape) {
    const [first, second] = shape.either
    return unfit(value, second, path) && unfit(value, first, path)
  }
  if ('record' in shape) {
    return isRecord(value) ? misfit(value, shape.record, `${path}.`) : { path, wanted: 'an object' }
  }
  if ('listOf' in shape) {
    if (!Array.isArray(value)) return { path, wanted: 'a list' }
    for (let i = 0; i < value.length; i++) {
      const found = unfit(value[i], shape.listOf, `${path}[${i}]`)
      if (found !== undefined) return found
    }
    return undefined
  }
  if ('words' in shape) {
    const isOne = typeof value === 'string' && shape.words.includes(value)
    return isOne ? undefined : { path, wanted: `one of ${shape.words.join(', ')}` }
  }
  const { fits, wanted } = PLAIN[shape.is]
  return fits(value) ? undefined : { path, wanted }
}

const PLAIN = {
  text: { fits: (value: unknown) => typeof value === 'string', wanted: 'a text' },
  number: { fits: (value: unknown) => typeof value === 'number', wanted: 'a number' },
  count: { fits: isCount, wanted: 'a whole number' },
  flag: { fits: (value: unknown) => typeof value === 'boolean', wanted: 'true or false' },
  list: { fits: Array.isArray, wanted: 'a list' },
  any: { fits: () => true, wanted: '' },
  'text or null': {
    fits: (value: unknown) => value === null || typeof value === 'string',
    wanted: 'a text or null',
  },
} as const

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
