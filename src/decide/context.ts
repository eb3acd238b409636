import type { Candidate } from '../catalog/candidate.ts'
import { STANDARD_VOCABULARY, type Vocabulary } from '../ir/vocabulary.ts'

/** Everything a decision reads besides the term and the candidates. All of it may be absent. */
export interface Context {
  readonly request?: RequestView
  readonly state?: HealthState
  /** Feeds `sample`, `jitter`, `inject_seed`. Any number; without it `sample` draws as for 0. */
  readonly seed?: number
  /** The one the term was admitted under; {@link STANDARD_VOCABULARY} when absent. */
  readonly vocabulary?: Vocabulary
  /** Set when the candidates already stand in the order in which ties resolve. */
  readonly order?: 'as given'
  /** What `custom` may name. */
  readonly customs?: ReadonlyMap<string, CustomTransform>
}

/** The parameters of a request: the body of an OpenAI call, or any part of it. */
export type RequestParams = { readonly [name: string]: unknown }

export type CustomTransform = (
  request: RequestParams,
  candidate: Candidate,
  context: Context,
) => RequestParams

/** What policies see of a request: its declared requirements, and what its content implies. */
export interface RequestView {
  readonly requirements?: Requirements
  readonly scope?: string
  /** Not empty: the request needs `vision`. */
  readonly images?: readonly unknown[]
  /** Not empty: the request needs `tools`. */
  readonly tools?: readonly unknown[]
  /** Of type `json_object`: the request needs `json_mode`. */
  readonly response_format?: { readonly type?: unknown }
}

export interface Requirements {
  /** `tools`, `vision`, `json_mode`, `seed`; others are ignored. */
  readonly needs?: readonly string[]
  /** Tokens. */
  readonly min_context?: number
  readonly model_family?: string
  readonly tier?: string
  /** `tee_required` or `no_log`; others are ignored. */
  readonly privacy?: string
  readonly min_quality?: number
  /** Output tokens per second, as measured. */
  readonly min_tok_s?: number
}

/** What a host has measured. Keys are names from outside; only own members are read. */
export interface HealthState {
  /** By `provider|family` or, closer, `provider|family|peer`. */
  readonly ema?: Keyed<Measurements>
  /** USD by provider. */
  readonly credits?: Keyed<number>
  /** By provider, `provider|family` or `provider|family|peer`; true is open. */
  readonly breakers?: Keyed<boolean>
  /** By provider; whatever stands there, the provider is disabled. */
  readonly disabled?: Keyed<unknown>
}

export type Keyed<T> = { readonly [key: string]: T }

/** A measured value stands under the name on the wire or under the name of the field. */
export interface Measurements {
  readonly price_in?: number
  readonly price_out?: number
  readonly ema_latency_ms?: number
  readonly latency_ms?: number
  readonly ema_tok_s?: number
  readonly tok_s?: number
  readonly success_rate_ewma?: number
  readonly success_rate?: number
}

export function vocabularyOf(context: Context): Vocabulary {
  return context.vocabulary ?? STANDARD_VOCABULARY
}

/** The own member of a record keyed by outside names; `constructor` is a key like any other. */
export function entryOf<T>(record: Keyed<T> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}

/** The keys under which a host may hold what it knows of the candidate's route. */
export interface RouteKeys {
  readonly provider: string
  readonly route: string
  readonly peer: string | undefined
}

export function routeKeysOf({ provider_id, model_family, offer }: Candidate): RouteKeys {
  const route = `${provider_id}|${model_family}`
  const peer = offer === undefined ? undefined : `${route}|${offer.peer_id}`
  return { provider: provider_id, route, peer }
}
