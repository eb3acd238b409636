import { CORE_FIELDS, type Field, type Vocabulary } from '../ir/vocabulary.ts'
import type { Unit } from './units.ts'

/** What is said about a field beyond how the wire format reads it. */
export type FieldInfo = NumFieldInfo | BoolFieldInfo

export interface NumFieldInfo {
  readonly name: string
  readonly field: Field & { readonly sort: 'Num' }
  readonly unit: Unit
  /** The values a known one can have, both ends included; the upper may be infinite. */
  readonly domain: readonly [low: number, high: number]
  readonly doc: string
  /** Where the figures come from: a URL, or undefined where the router measures. */
  readonly source: string | undefined
  /** True when `top N by F` may rank by it: `F_rank` then exists. */
  readonly ranked: boolean
}

export interface BoolFieldInfo {
  readonly name: string
  readonly field: Field & { readonly sort: 'Bool' }
  readonly doc: string
  readonly source: string | undefined
}

/** A vocabulary with its documentation, and the names that a catalog holds. */
export interface CatalogVocabulary extends Vocabulary {
  readonly info: ReadonlyMap<string, FieldInfo>
  readonly providers: readonly string[]
  readonly families: readonly string[]
  readonly capabilities: readonly string[]
}

// biome-ignore format: table
const CORE_INFO = {
  price_in:     { unit: 'price',    domain: [0, Number.POSITIVE_INFINITY],     ranked: true,  doc: 'Price of input tokens.' },
  price_out:    { unit: 'price',    domain: [0, Number.POSITIVE_INFINITY],     ranked: true,  doc: 'Price of output tokens.' },
  latency_ms:   { unit: 'duration', domain: [0, Number.POSITIVE_INFINITY],     ranked: false, doc: 'Time to the first token, as the router measured it.' },
  tok_s:        { unit: 'rate',     domain: [0.001, Number.POSITIVE_INFINITY], ranked: false, doc: 'Output tokens a second, as the router measured it.' },
  success_rate: { unit: 'ratio',    domain: [0, 1],                            ranked: false, doc: 'Share of calls that succeeded lately; 1 before the first call.' },
  credits:      { unit: 'money',    domain: [0, Number.POSITIVE_INFINITY],     ranked: false, doc: 'Prepaid credit left at the provider.' },
  context:      { unit: 'tokens',   domain: [1, Number.POSITIVE_INFINITY],     ranked: true,  doc: 'Context window.' },
  has_tee:      { doc: 'Runs in a trusted execution environment.' },
  no_log:       { doc: 'The provider keeps no prompt and no answer.' },
  breaker_open: { doc: 'The circuit breaker of the route is open.' },
  disabled:     { doc: 'The provider is disabled, by hand or after a failed key.' },
} as const satisfies Record<keyof typeof CORE_FIELDS, { doc: string; unit?: Unit; domain?: readonly [number, number]; ranked?: boolean }>

/** The documentation of the core fields, in the order of the wire format. */
export const CORE_FIELD_INFO: ReadonlyMap<string, FieldInfo> = new Map(
  Object.entries(CORE_FIELDS).map(([name, field]): [string, FieldInfo] => {
    const info = CORE_INFO[name as keyof typeof CORE_INFO]
    return field.sort === 'Num' && 'unit' in info
      ? [name, { name, field, source: undefined, ...info }]
      : [
          name,
          {
            name,
            field: field as FieldInfo['field'] & { sort: 'Bool' },
            source: undefined,
            doc: info.doc,
          },
        ]
  }),
)
