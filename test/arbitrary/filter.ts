import fc from 'fast-check'
import {
  type CatalogVocabulary,
  CORE_FIELD_INFO,
  catalogVocabulary,
  type NumFieldInfo,
  STANDARD_FIELD_INFO,
} from '../../src/catalog/vocabulary.ts'
import { RELATIONS } from '../../src/ir/relations.ts'
import type { Term } from '../../src/ir/term.ts'

/*
 * Random filters that meet on few things, so that they imply and exclude each other often, over a
 * vocabulary with a field of each kind. Of a pair, both read the same one to three subjects.
 */

const DECLARED = catalogVocabulary({
  fields: [
    ...[...STANDARD_FIELD_INFO.values()].filter(({ name }) => name === 'quality'),
    num('odds', { domain: [-2, 2], default: 0.5 }),
    num('debt', { domain: [Number.NEGATIVE_INFINITY, 0], default: Number.NEGATIVE_INFINITY }),
    { name: '__proto__', field: { sort: 'Bool', default: true }, doc: '', source: undefined },
    ...CORE_FIELD_INFO.values(),
  ],
  names: { providers: ['anthropic', 'openai'], families: ['gpt-5-nano'], capabilities: [] },
  tiers: ['marketplace', 'fallback', 'gold'],
})

/** With one field more, `loose`, of which nothing is said but its default. */
export const FILTER_VOCABULARY: CatalogVocabulary = {
  ...DECLARED,
  fields: new Map([...DECLARED.fields, ['loose', { sort: 'Num', default: 3 }]]),
}

function num(
  name: string,
  { domain, default: absent }: { domain: NumFieldInfo['domain']; default: number },
): NumFieldInfo {
  const field = { sort: 'Num', default: absent } as const
  const info = { name, field, unit: 'number', domain, doc: '', source: undefined } as const
  return { ...info, ranked: false, better: 'higher' }
}

const MAX = Number.MAX_VALUE

/** The atoms about each subject. */
const ATOMS: Readonly<Record<string, fc.Arbitrary<Term>>> = {
  quality: comparison('quality', [-1, 0, 0.3, 0.7, 1, 1.5]),
  success_rate: comparison('success_rate', [0, 0.5, 1, 2]),
  odds: comparison('odds', [-2, 0.5, 1, 1 + Number.EPSILON, 5]),
  debt: comparison('debt', [-1e308, -5, 0, 1]),
  price_out: comparison('price_out', [-1, 0, 5, 25, 1e308, MAX]),
  tok_s: comparison('tok_s', [0, 0.001, 20]),
  context: comparison('context', [0, 1, 7999.5, 8000, 8001, 2 ** 53, 1e300]),
  quality_rank: comparison('quality_rank', [0, 1, 2, 2.5, 3, 1e308]),
  loose: comparison('loose', [-MAX, 3, 5e-324, 0, MAX]),
  no_log: fc.constant(['is', 'no_log']),
  disabled: fc.constant(['is', 'disabled']),
  breaker_open: fc.constant(['is', 'breaker_open']),
  __proto__: fc.constant(['is', '__proto__']),
  tier: fc
    .tuple(fc.constantFrom('tier_eq', 'min_tier'), fc.constantFrom(...DECLARED.tiers))
    .map(([op, tier]) => [op, tier]),
  provider: named('provider_eq', ['openai', 'groq', 'a|b']),
  server: named('served_by_eq', ['openai', 'peer-1', 'groq']),
  family: named('family_eq', ['gpt-5-nano', 'constructor', 'model']),
  capability: named('has_cap', ['supports_tools', 'context', '__proto__']),
  demands: fc.constant(['meets_req']),
  scope: fc.constant(['scope_matches']),
}

function comparison(field: string, bounds: readonly number[]): fc.Arbitrary<Term> {
  return fc
    .tuple(fc.constantFrom(...RELATIONS), fc.constantFrom(...bounds))
    .map(([relation, bound]) => ['cmp', field, relation, bound])
}

function named(op: string, names: readonly string[]): fc.Arbitrary<Term> {
  return fc.constantFrom(...names).map((name) => [op, name])
}

/** Which subjects a filter may read. */
const palette = fc.subarray(Object.keys(ATOMS), { minLength: 1, maxLength: 3 })

/** One filter. */
export const filterArbitrary: fc.Arbitrary<Term> = palette.chain((subjects) => over(subjects))

/** Some filters over the same subjects. */
export function filtersArbitrary(count: number): fc.Arbitrary<readonly Term[]> {
  return palette.chain((subjects) =>
    fc.array(over(subjects), { minLength: count, maxLength: count }),
  )
}

function over(subjects: readonly string[], levels = 3): fc.Arbitrary<Term> {
  const atom = fc.oneof(...subjects.map((subject) => ATOMS[subject] ?? fc.constant<Term>(['top'])))
  if (levels === 0) return atom
  const inner = over(subjects, levels - 1)
  const children = fc.array(inner, { maxLength: 3 })
  return fc.oneof(
    { weight: 3, arbitrary: atom },
    { weight: 3, arbitrary: children.map((each): Term => ['and', ...each]) },
    { weight: 3, arbitrary: children.map((each): Term => ['or', ...each]) },
    { weight: 2, arbitrary: inner.map((each): Term => ['not', each]) },
    { weight: 1, arbitrary: fc.constantFrom<Term>(['top'], ['bot']) },
  )
}
