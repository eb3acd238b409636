import {
  CORE_FIELDS,
  type Field,
  RANK_FIELD,
  rankFieldName,
  STANDARD_FIELDS,
  type Vocabulary,
  vocabularyOf,
} from '../ir/vocabulary.ts'
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
  /** Which end of the domain the first rank is at. */
  readonly better: 'higher' | 'lower'
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

interface Benchmark {
  readonly name: string
  readonly url: string
}

const LIVEBENCH: Benchmark = { name: 'LiveBench', url: 'https://livebench.ai' }
const BFCL: Benchmark = {
  name: 'Berkeley Function Calling Leaderboard',
  url: 'https://gorilla.cs.berkeley.edu/leaderboard.html',
}

// biome-ignore format: table
const CORE_INFO = {
  price_in:     { unit: 'price',    domain: [0, Number.POSITIVE_INFINITY],     ranked: true,  better: 'lower',  doc: 'Price of input tokens.' },
  price_out:    { unit: 'price',    domain: [0, Number.POSITIVE_INFINITY],     ranked: true,  better: 'lower',  doc: 'Price of output tokens.' },
  latency_ms:   { unit: 'duration', domain: [0, Number.POSITIVE_INFINITY],     ranked: false, better: 'lower',  doc: 'Time to the first token, as the router measured it.' },
  tok_s:        { unit: 'rate',     domain: [0.001, Number.POSITIVE_INFINITY], ranked: false, better: 'higher', doc: 'Output tokens a second, as the router measured it.' },
  success_rate: { unit: 'ratio',    domain: [0, 1],                            ranked: false, better: 'higher', doc: 'Share of calls that succeeded lately; 1 before the first call.' },
  credits:      { unit: 'money',    domain: [0, Number.POSITIVE_INFINITY],     ranked: false, better: 'higher', doc: 'Prepaid credit left at the provider.' },
  context:      { unit: 'tokens',   domain: [1, Number.POSITIVE_INFINITY],     ranked: true,  better: 'higher', doc: 'Context window.' },
  has_tee:      { doc: 'Runs in a trusted execution environment.' },
  no_log:       { doc: 'The provider keeps no prompt and no answer.' },
  breaker_open: { doc: 'The circuit breaker of the route is open.' },
  disabled:     { doc: 'The provider is disabled, by hand or after a failed key.' },
} as const satisfies Record<keyof typeof CORE_FIELDS, { doc: string } & Partial<Pick<NumFieldInfo, 'unit' | 'domain' | 'ranked' | 'better'>>>

// biome-ignore format: table
const STANDARD_INFO = {
  quality:                { title: 'global average',                source: LIVEBENCH },
  'quality.reasoning':    { title: 'reasoning average',             source: LIVEBENCH },
  'quality.coding':       { title: 'coding average',                source: LIVEBENCH },
  'quality.agentic':      { title: 'agentic coding average',        source: LIVEBENCH },
  'quality.math':         { title: 'mathematics average',           source: LIVEBENCH },
  'quality.data':         { title: 'data analysis average',         source: LIVEBENCH },
  'quality.language':     { title: 'language average',              source: LIVEBENCH },
  'quality.instructions': { title: 'instruction following average', source: LIVEBENCH },
  tool_calling:           { title: 'overall accuracy',              source: BFCL },
} as const satisfies Record<keyof typeof STANDARD_FIELDS, { title: string; source: Benchmark }>

/** The documentation of the core fields, in the order of the wire format. */
export const CORE_FIELD_INFO: ReadonlyMap<string, FieldInfo> = new Map(
  Object.entries(CORE_FIELDS).map(([name, field]): [string, FieldInfo] => {
    const info = CORE_INFO[name as keyof typeof CORE_INFO]
    return 'unit' in info
      ? [name, { name, field: field as NumFieldInfo['field'], source: undefined, ...info }]
      : [name, { name, field: field as BoolFieldInfo['field'], source: undefined, ...info }]
  }),
)

/** The documentation of the fields that the built-in catalog adds. */
export const STANDARD_FIELD_INFO: ReadonlyMap<string, NumFieldInfo> = new Map(
  Object.entries(STANDARD_FIELDS).map(([name, field]): [string, NumFieldInfo] => {
    const { title, source } = STANDARD_INFO[name as keyof typeof STANDARD_INFO]
    const doc = `${source.name} ${title} / 100.`
    return [
      name,
      {
        name,
        field,
        unit: 'ratio',
        domain: [0, 1],
        doc,
        source: source.url,
        ranked: true,
        better: 'higher',
      },
    ]
  }),
)

/** The rank of a field, as `top N by F` reads it. */
export function rankInfo({ name, doc, source }: NumFieldInfo): NumFieldInfo {
  return {
    name: rankFieldName(name),
    field: RANK_FIELD,
    unit: 'count',
    domain: [1, Number.MAX_SAFE_INTEGER],
    doc: `Rank by \`${name}\`, 1 is best: ${doc}`,
    source,
    ranked: false,
    better: 'lower',
  }
}

/** What a policy may say where no catalog was given: the vocabulary of the built-in one. */
export const STANDARD_CATALOG_VOCABULARY: CatalogVocabulary = catalogVocabulary({
  fields: [...STANDARD_FIELD_INFO.values()],
  names: { providers: [], families: [], capabilities: [] },
})

/** The core fields, those given, and the ranks of all that are ranked. */
export function catalogVocabulary({ fields, names, tiers }: VocabularyParts): CatalogVocabulary {
  const declared = [...fields, ...CORE_FIELD_INFO.values()]
  const ranks = declared
    .filter((info) => 'ranked' in info && info.ranked)
    .map(rankInfo as (info: FieldInfo) => FieldInfo)
  const info = new Map([...declared, ...ranks].map((each) => [each.name, each]))
  const vocabulary = vocabularyOf(
    [...info.values()].map(({ name, field }) => [name, field]),
    tiers,
  )
  return { ...vocabulary, ...names, info }
}

interface VocabularyParts {
  readonly fields: readonly FieldInfo[]
  /** Empty where they are not known: then no name is questioned. */
  readonly names: Pick<CatalogVocabulary, 'providers' | 'families' | 'capabilities'>
  readonly tiers?: readonly string[]
}
