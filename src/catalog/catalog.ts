/**
 * A catalog document, checked: what policies choose from.
 *
 * It is plain data with the members spelled as in the document, so that writing it as JSON and
 * reading it again gives the same catalog and the same digest. Every record keyed by outside
 * names has no prototype: `constructor` is a model like any other.
 */
export interface Catalog {
  /** The version of the document's format. */
  readonly catalog: 1
  /** The day on which the figures held, `2026-11-10`. */
  readonly as_of?: string
  /** Tiers of trust from low to high; {@link DEFAULT_TIERS} where absent. */
  readonly tier_order?: readonly string[]
  /** Where figures come from, by the name that `source` members use. */
  readonly sources?: Named<Origin>
  /** Fields beyond the core ones. */
  readonly fields?: Named<FieldDeclaration>
  readonly providers: Named<Provider>
  readonly models: Named<Model>
}

export type Named<T> = { readonly [name: string]: T }

export interface Origin {
  readonly url: string
  readonly version?: string
  /** The day on which the source said so; the catalog's own where absent. */
  readonly as_of?: string
  readonly doc?: string
}

export type FieldDeclaration = NumberFieldDeclaration | FlagFieldDeclaration

export interface NumberFieldDeclaration {
  readonly sort: 'number'
  readonly unit: 'price' | 'money' | 'duration' | 'tokens' | 'rate' | 'ratio' | 'count' | 'number'
  /** The values a known one can have, both ends included. */
  readonly domain?: readonly [low: Bound, high: Bound]
  /** What a rule reads where a candidate has no value. */
  readonly absent: Bound
  readonly doc?: string
  readonly source?: string
  /** True when the candidates are ranked by it: a field `F_rank` then exists. */
  readonly rank?: boolean
  readonly better?: 'higher' | 'lower'
}

export interface FlagFieldDeclaration {
  readonly sort: 'flag'
  readonly absent?: boolean
  readonly doc?: string
  readonly source?: string
}

/** A finite number, or an infinity as text, which JSON has no number for. */
export type Bound = number | 'inf' | '-inf'

/**
 * The fields of a provider, a model or a route, under their own names: finite numbers and flags.
 * The value nearest to the route holds: the route's, else the model's, else the provider's.
 */
export interface FieldValues {
  readonly [field: string]: unknown
}

export interface Provider extends FieldValues {
  readonly name?: string
  readonly base_url?: string
  /** The protocol that is spoken there; `openai` where absent. */
  readonly api?: 'openai' | 'anthropic'
  /** The environment variable that holds the key. */
  readonly key_env?: string
  readonly tier?: string
  readonly scope?: string
  readonly doc?: string
}

export interface Model extends FieldValues {
  readonly name?: string
  readonly doc?: string
  /** What every route can do unless the route says otherwise. */
  readonly capabilities?: Capabilities
  readonly served_by: readonly Route[]
  readonly source?: SourceNote
}

/** Limits in tokens (`context`, `max_output`) and abilities (`supports_tools`). */
export type Capabilities = Named<number | boolean>

/** One provider serving one model: a candidate. Prices are USD per million tokens. */
export interface Route extends FieldValues, Prices {
  readonly provider: string
  /** What the provider calls the model; the model's name in the catalog where absent. */
  readonly model?: string
  readonly tier?: string
  readonly scope?: string
  readonly offer?: Offer
  readonly capabilities?: Capabilities
  /** Prices that will hold from a later day on. */
  readonly changes?: readonly PriceChange[]
  readonly source?: SourceNote
  /** What other sources say of the same route, where they disagree. */
  readonly also?: readonly Disagreement[]
}

/** Set where a provider is a market of peers that each offer the model. */
export interface Offer {
  readonly peer_id: string
}

export interface Prices {
  readonly price_in?: number
  readonly price_out?: number
  /** Input tokens answered from the provider's cache. */
  readonly price_cache_read?: number
  /** Input tokens stored in the provider's cache. */
  readonly price_cache_write?: number
  /** Prices of whole requests whose input is longer than `above`, by `above` from low to high. */
  readonly tiers?: readonly PriceTier[]
}

export interface PriceTier {
  /** Tokens of input; one more than this and the tier's prices hold for the whole request. */
  readonly above: number
  readonly price_in?: number
  readonly price_out?: number
  readonly price_cache_read?: number
  readonly price_cache_write?: number
}

/** Prices that replace all those of a route from a day on, `2027-01-01`. */
export interface PriceChange extends Prices {
  readonly from: string
}

/** Prices that another source gives. */
export interface Disagreement extends Prices {
  readonly source: string
}

/**
 * Where figures come from: one source for all, or one by member. `prices` covers every price, and
 * a name covers what lies below it: `quality` covers `quality.coding`, and `capabilities` covers
 * those that have no note of their own, such as `capabilities.supports_json_mode`. A source may be
 * followed by `#` and the place in it, such as the row of a leaderboard.
 */
export type SourceNote = string | Named<string>
