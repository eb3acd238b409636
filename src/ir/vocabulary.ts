/** How a term sees a candidate: a closed set of named fields, and the order of the tiers. */
export interface Vocabulary {
  readonly fields: ReadonlyMap<string, Field>
  /** Lowest first. */
  readonly tiers: readonly string[]
}

export type Field = NumField | BoolField

export interface NumField {
  readonly sort: 'Num'
  /** What is read where the candidate has no value. May be infinite. */
  readonly default: number
}

export interface BoolField {
  readonly sort: 'Bool'
  readonly default: boolean
}

/** The fields every host of the wire format knows. Terms over these alone travel anywhere. */
// biome-ignore format: table
export const CORE_FIELDS = {
  price_in:     { sort: 'Num', default: Number.POSITIVE_INFINITY },
  price_out:    { sort: 'Num', default: Number.POSITIVE_INFINITY },
  latency_ms:   { sort: 'Num', default: Number.POSITIVE_INFINITY },
  tok_s:        { sort: 'Num', default: 0 },
  success_rate: { sort: 'Num', default: 1 },
  credits:      { sort: 'Num', default: 0 },
  context:      { sort: 'Num', default: 0 },
  has_tee:      { sort: 'Bool', default: false },
  no_log:       { sort: 'Bool', default: false },
  breaker_open: { sort: 'Bool', default: false },
  disabled:     { sort: 'Bool', default: false },
} as const satisfies Record<string, Field>

export type CoreFieldName = keyof typeof CORE_FIELDS

export const DEFAULT_TIERS: readonly string[] = ['fallback', 'marketplace', 'partner']

/** The core fields and those given; a given field cannot replace a core one. */
export function vocabularyOf(
  extensions: Iterable<readonly [string, Field]> = [],
  tiers: readonly string[] = DEFAULT_TIERS,
): Vocabulary {
  return { fields: new Map<string, Field>([...extensions, ...Object.entries(CORE_FIELDS)]), tiers }
}

export const CORE_VOCABULARY: Vocabulary = vocabularyOf()

/**
 * The fields that the built-in catalog adds to the core ones. A host that receives a term over
 * them has to declare them too.
 */
// biome-ignore format: table
export const STANDARD_FIELDS = {
  quality:                { sort: 'Num', default: -1 },
  'quality.reasoning':    { sort: 'Num', default: -1 },
  'quality.coding':       { sort: 'Num', default: -1 },
  'quality.agentic':      { sort: 'Num', default: -1 },
  'quality.math':         { sort: 'Num', default: -1 },
  'quality.data':         { sort: 'Num', default: -1 },
  'quality.language':     { sort: 'Num', default: -1 },
  'quality.instructions': { sort: 'Num', default: -1 },
  tool_calling:           { sort: 'Num', default: -1 },
} as const satisfies Record<string, Field>

/** A rank counts from 1, the best; a candidate without the figure has none and reads infinity. */
export const RANK_FIELD: NumField = { sort: 'Num', default: Number.POSITIVE_INFINITY }

/** The name of the field that ranks by `field`. */
export function rankFieldName(field: string): string {
  return `${field}_rank`
}

/** Core fields, standard fields, and the rank of each that `top N by F` may use. */
export const STANDARD_VOCABULARY: Vocabulary = vocabularyOf([
  ...Object.entries(STANDARD_FIELDS),
  ...['price_in', 'price_out', 'context', ...Object.keys(STANDARD_FIELDS)].map(
    (name): [string, Field] => [rankFieldName(name), RANK_FIELD],
  ),
])
