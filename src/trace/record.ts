import type { Term } from '../ir/term.ts'
import type { FlowRecord } from './flow-record.ts'

/*
 * The format of a trace, `unhardcoded-trace/v1`: JSON Lines, append only, self-contained.
 *
 *     {"record":"header","writer":"01K…","seq":0,"prev":null,"format":"unhardcoded-trace/v1",…}
 *     {"record":"catalog","writer":"01K…","seq":1,"prev":"sha256:…","digest":"sha256:…",…}
 *     {"record":"policy","writer":"01K…","seq":2,"prev":"sha256:…","fingerprint":"sha256:…",…}
 *     {"record":"receipt","writer":"01K…","seq":3,"prev":"sha256:…","id":"01K…",…}
 *     {"record":"end","writer":"01K…","seq":4,"prev":"sha256:…","receipts":1}
 *
 * Records of one writer are a chain: `seq` counts from 0, and `prev` is the hash of the bytes of
 * the writer's line before, without its line break. Lines of several writers may stand in one
 * file in any interleaving. A `policy` or `catalog` record precedes the first receipt that names
 * it. A receipt holds its decision, or the number of a `decision` record that holds it: of the
 * same writer, in the same file, among its last 256 of them. A router that decides alike for many
 * requests writes its decision once. Members are only ever added within v1, and readers keep the
 * ones they do not know.
 */

export const TRACE_FORMAT = 'unhardcoded-trace/v1'

/** How many of its last `decision` records a writer may refer to. */
export const DECISIONS_KEPT = 256

export type TraceRecord =
  | HeaderRecord
  | PolicyRecord
  | CatalogRecord
  | DecisionDefinition
  | ReceiptRecord
  | FlowRecord
  | GapRecord
  | EndRecord

/** What places a record in the chain of its writer. */
export interface Link {
  /** Who wrote it: one run of a host. */
  readonly writer: string
  /** From 0, without holes, across the files of a rotated trace. */
  readonly seq: number
  /** `sha256:` and the hash of the writer's line before; null in its first one. */
  readonly prev: string | null
}

export interface HeaderRecord extends Link {
  readonly record: 'header'
  readonly format: string
  readonly tool: string
  /** When the file was begun, RFC 3339 in UTC with milliseconds. */
  readonly at: string
}

/**
 * Receipts that were never written, since their writer could not keep up or its disk was full. They
 * stood between the record before and the one after, and took no number.
 */
export interface GapRecord extends Link {
  readonly record: 'gap'
  /** How many. */
  readonly receipts: number
  /** `at` of the first of them. */
  readonly from: string
  /** `at` of the last of them. */
  readonly to: string
}

/** The last record of a writer in a file: without it nobody can say that nothing was cut off. */
export interface EndRecord extends Link {
  readonly record: 'end'
  /** Receipts of the writer in this file, those of flows among them. */
  readonly receipts: number
}

export interface PolicyRecord extends Link {
  readonly record: 'policy'
  readonly fingerprint: string
  readonly name?: string
  readonly policy_ir: Term
  /** The values that its parameters had. */
  readonly params?: { readonly [name: string]: unknown }
  /** The texts it was compiled from, the one that holds the policy first. */
  readonly sources?: readonly RecordedSource[]
  /** By path in `policy_ir`: which source, counted from 0, and from where to where in it. */
  readonly map?: { readonly [path: string]: readonly [source: number, start: number, end: number] }
}

export interface RecordedSource {
  readonly name: string
  readonly text: string
}

export interface CatalogRecord extends Link {
  readonly record: 'catalog'
  readonly digest: string
  readonly catalog: unknown
}

/** A decision that receipts refer to by the `seq` of this record. */
export interface DecisionDefinition extends Link {
  readonly record: 'decision'
  readonly decision: DecisionRecord
}

/** One request: what it was decided from, what was decided, what happened, what it cost. */
export interface ReceiptRecord extends Link, Omit<Receipt, 'decision'> {
  readonly record: 'receipt'
  /** The decision, or the `seq` of the record that holds it. */
  readonly decision: DecisionRecord | number
}

export interface Receipt {
  /** Sorts by time; see {@link receiptId}. */
  readonly id: string
  /** When the request came, RFC 3339 in UTC with milliseconds. */
  readonly at: string
  /** The version that decided: `unhardcoded/0.1.0`. */
  readonly engine: string
  /** Whether somebody was called, the sandbox was, or nobody. */
  readonly mode: 'live' | 'sandbox' | 'simulated'
  readonly policy: {
    readonly name?: string
    /** What the caller sent. */
    readonly fingerprint: string
    /** What decided, where an envelope was composed on it. */
    readonly effective?: string
  }
  /** The digest of the catalog. */
  readonly catalog: string
  /** Providers of the catalog that nobody could call, and that were not candidates. */
  readonly without?: readonly string[]
  readonly request: RequestRecord
  /** What was read of the health of routes, in the form that `decide` takes. */
  readonly state: { readonly [part: string]: unknown }
  readonly decision: DecisionRecord
  readonly hops: readonly HopRecord[]
  readonly outcome: Outcome
  readonly usage: UsageRecord
  readonly cost: CostRecord
  /** Set where another host decided, and what is here was read from its log. */
  readonly imported?: ImportRecord
}

/**
 * What the log of another host could not say. The catalog is the one that was given when the log
 * was read, and the times of hops follow from how long each took.
 */
export interface ImportRecord {
  /** The form of the log: `x_router`. */
  readonly from: string
  /** What was decided from, or what was decided, and is not in the log or not all of it. */
  readonly lacks: readonly Lack[]
}

export type Lack =
  /** The term: the fingerprint is `cache:` and the short key of the log, or `unknown`. */
  | 'policy'
  /** What the request needs. */
  | 'request'
  /** What was known of the health of routes. */
  | 'state'
  /** Those to try, beyond the first ones. */
  | 'ranked'
  /** Those that were rejected, beyond a sample. */
  | 'rejected'

export type Outcome =
  /** The client has a whole answer. */
  | 'complete'
  /** The answer broke off after its first bytes were sent. */
  | 'incomplete'
  /** The client left; of a node also that another one failed, so that nobody waited for it. */
  | 'cancelled'
  /** No candidate, or a limit was reached before the first call. */
  | 'rejected'
  /** Every attempt failed. */
  | 'exhausted'
  /** Nobody was called. */
  | 'simulated'

/** What the decision and the price depend on; never what the request says. */
export interface RequestRecord {
  /** Of `tools`, `vision`, `json_mode`, `seed`; in the order in which they are asked for. */
  readonly needs?: readonly string[]
  readonly scope?: string
  readonly min_context?: number
  readonly model_family?: string
  readonly tier?: string
  readonly privacy?: string
  readonly min_quality?: number
  readonly min_tok_s?: number
  readonly seed?: number
  /** Estimated before the call. */
  readonly tokens?: { readonly input: number; readonly output: number }
  /** Parameters that change what is answered or what it costs: `max_tokens`, `temperature`, … */
  readonly params?: { readonly [name: string]: unknown }
  readonly stream?: boolean
  /** What the client called: `chat`, `responses`, `embeddings`, `messages`. */
  readonly surface?: string
  readonly caller?: string
  /** The identity of the client's own trace, 32 hex digits. */
  readonly trace?: string
  /** `sha256:` and a salted hash of the body, to recognise a request that is at hand. */
  readonly body?: string
}

export interface DecisionRecord {
  /** Those to try, in that order. */
  readonly ranked: readonly RankedRecord[]
  /** Those that pass the filter and that the selector leaves out. */
  readonly left_out?: readonly string[]
  /** The others, by what decided against them. */
  readonly rejected: readonly RejectedRecord[]
}

export interface RankedRecord {
  readonly id: string
  readonly score: RecordedNumber
  /** Set where nothing but the order of the candidates decided. */
  readonly tied?: true
}

export interface RejectedRecord {
  /** As the wire format names it: `cmp:price_in:le`. */
  readonly reason: string
  /** The part of the policy that does not hold. */
  readonly path: string
  /** The part of it that came nearest, where that is another one. */
  readonly part?: string
  /** The field, the capability, or the property that was looked at. */
  readonly subject?: string
  readonly wanted?: RecordedValue
  /**
   * Each with what was seen (null where nobody knows), and how far from what was wanted, as a
   * share of it (null where there is no distance).
   */
  readonly candidates: readonly (readonly [
    id: string,
    observed: RecordedValue | null,
    miss: number | null,
  ])[]
}

/** JSON has no number for these three. */
export type RecordedNumber = number | 'inf' | '-inf' | 'nan'

export type RecordedValue = RecordedNumber | boolean | string

/** One call, or one that was not made. */
export interface HopRecord {
  readonly candidate: string
  /** From 1, over the whole request. */
  readonly attempt: number
  /** Milliseconds since `at` of the receipt, as all times of a hop. */
  readonly start_ms: number
  /** The headers of the answer, or its first byte. */
  readonly first_byte_ms?: number
  readonly first_token_ms?: number
  readonly end_ms: number
  /** Of the answer, where there was one. */
  readonly status?: number
  /** Absent where it went well. */
  readonly failure?: string
  /** What exactly failed, of a closed set: `headers_timeout`. Never a word of the provider. */
  readonly cause?: string
  /** Whether the client got any of the answer. */
  readonly sent: 'nothing' | 'part' | 'all'
  /** What was done next: an action of the fail plan, or `finish` after an answer. */
  readonly action: string
  /**
   * Why that was done. `plan`, `retries used up`, `retry too late`, `no other provider`,
   * `no candidate left` and `stream has begun` follow from the plan. Others end the walk from outside:
   * `attempts`, `deadline`, `spend`, `client left`, `flow failed`, `shutdown`. Absent after an
   * answer.
   */
  readonly why?: string
  /** Milliseconds before the next call. */
  readonly wait_ms?: number
  readonly usage?: UsageRecord
  readonly cost?: CostRecord
}

export interface UsageRecord {
  readonly origin: 'reported' | 'estimated' | 'unknown'
  /** Tokens, each counted once; absent where unknown, which is not 0. */
  readonly input?: number
  readonly output?: number
  readonly cache_read?: number
  readonly cache_write?: number
}

/** USD as decimal text, exact; null where unknown, which is not 0. */
export interface CostRecord {
  /** From usage that the provider reported. */
  readonly settled: string | null
  /** From usage that was estimated. */
  readonly estimated: string | null
}
