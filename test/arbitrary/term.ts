import fc from 'fast-check'
import { ACTIONS } from '../../src/ir/admit-action.ts'
import {
  isSubtermSort,
  isVariadic,
  OPERATORS,
  type Operator,
  type ParamSort,
  type Sort,
} from '../../src/ir/operators.ts'
import { RELATIONS } from '../../src/ir/relations.ts'
import type { Param, Term } from '../../src/ir/term.ts'
import { STANDARD_VOCABULARY, type Vocabulary } from '../../src/ir/vocabulary.ts'

/*
 * Random admissible terms: every operation of the table, drawn row by row, so a new row is drawn
 * without a change here. Parameters are partly what people write, partly what breaks things.
 */

/** Names that {@link candidatesArbitrary} draws from too, so that terms and candidates meet. */
export const NAMES = {
  providers: ['openai', 'groq', 'a|b', 'constructor', 'ñ'],
  families: ['gpt-5-nano', 'llama-3.3-70b', 'b', '__proto__', 'm "q"'],
  peers: ['peer-1', 'groq', 'b|c'],
  capabilities: ['supports_tools', 'supports_vision', 'context', 'toString', 'z'],
  params: ['temperature', 'top_p', 'seed', '__proto__', 'é'],
  reasons: ['rate_limit', 'timeout', 'unknown', 'content_filter', 'hasOwnProperty'],
  scopes: ['s1', 's2', ''],
} as const satisfies Record<string, readonly string[]>

export interface TermOptions {
  readonly vocabulary?: Vocabulary
  /** How many levels below the outermost operation; 4 when absent. */
  readonly depth?: number
  /** What a custom transform may be called; `noop` when absent. */
  readonly customs?: readonly string[]
}

/** A random admissible term of the sort, not necessarily in normal form. */
export function termArbitrary(sort: Sort, options: TermOptions = {}): fc.Arbitrary<Term> {
  const { vocabulary = STANDARD_VOCABULARY, depth = 4, customs = ['noop'] } = options
  const params = paramArbitraries(vocabulary)
  const known = new Map<string, fc.Arbitrary<Term>>()
  const ofSort = (wanted: Sort, levels: number): fc.Arbitrary<Term> => {
    const key = `${wanted} ${levels}`
    const arbitrary = known.get(key) ?? fc.oneof(...rows(wanted, levels))
    known.set(key, arbitrary)
    return arbitrary
  }
  const rows = (wanted: Sort, levels: number): fc.Arbitrary<Term>[] =>
    Object.entries<Operator>(OPERATORS)
      .filter(([, { out }]) => out === wanted)
      .filter(([, { in: sorts }]) => levels > 0 || isLeaf(sorts))
      .map(([op, { in: sorts }]) => termOf(op, sorts, levels))
  const termOf = (op: string, sorts: Operator['in'], levels: number): fc.Arbitrary<Term> => {
    if (isVariadic(sorts)) {
      return fc
        .array(ofSort(sorts.of, levels - 1), { minLength: 1, maxLength: 4 })
        .map((children) => [op, ...children])
    }
    const args = sorts.map((each) => {
      if (isSubtermSort(each)) return ofSort(each, levels - 1)
      return op === 'custom' ? fc.constantFrom(...customs) : params[each]
    })
    return fc.tuple(...args).map((values) => [op, ...values])
  }
  return ofSort(sort, depth)
}

function isLeaf(sorts: Operator['in']): boolean {
  return !isVariadic(sorts) && !sorts.some(isSubtermSort)
}

/** Numbers as in policies, and numbers at the edges of doubles. All finite. */
export const numberArbitrary: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.5, 0.75, 0.8, 2, 3, 5, 25, 600, 8000, 128000),
  fc.constantFrom(-0, 5e-324, 1e-7, 1e21, 2 ** 53, 1e308, -1e308, 1.7976931348623157e308),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

function paramArbitraries(
  vocabulary: Vocabulary,
): Readonly<Record<ParamSort, fc.Arbitrary<Param>>> {
  const fieldsOf = (sort: 'Num' | 'Bool'): string[] =>
    [...vocabulary.fields].filter(([, field]) => field.sort === sort).map(([name]) => name)
  return {
    Num: numberArbitrary,
    Count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom(99, 2 ** 53)),
    Rel: fc.constantFrom(...RELATIONS),
    NumField: fc.constantFrom(...fieldsOf('Num')),
    BoolField: fc.constantFrom(...fieldsOf('Bool')),
    Tier: fc.constantFrom(...vocabulary.tiers),
    Name: nameArbitrary,
    Scalar: fc.oneof(numberArbitrary, fc.boolean(), fc.constant('from_ctx'), nameArbitrary),
    Action: actionArbitrary,
    Recipe: fc.array(
      fc.oneof(nameArbitrary, fc.dictionary(fc.constantFrom('p', 'z'), numberArbitrary)),
      { maxLength: 3 },
    ),
    Chain: fc.array(chainEntryArbitrary, { maxLength: 4 }),
  }
}

const nameArbitrary: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...Object.values(NAMES).flat()) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
)

const actionArbitrary: fc.Arbitrary<Param> = fc
  .record(
    {
      action: fc.constantFrom(...ACTIONS),
      then_action: fc.constantFrom(...ACTIONS),
      attempts: fc.integer({ min: 0, max: 3 }),
      backoff_ms: fc.oneof(numberArbitrary, fc.array(numberArbitrary, { maxLength: 3 })),
      open_breaker_ms: numberArbitrary,
      zz: numberArbitrary,
    },
    { requiredKeys: ['action'] },
  )
  .map((record) => ({ ...record }))

const chainEntryArbitrary: fc.Arbitrary<Param> = fc
  .tuple(
    fc.constantFrom('provider', 'provider_id'),
    fc.constantFrom(...NAMES.providers),
    fc.constantFrom('model', 'model_family'),
    fc.constantFrom(...NAMES.families),
  )
  .map(([providerKey, provider, modelKey, model]) => ({
    [providerKey]: provider,
    [modelKey]: model,
  }))
