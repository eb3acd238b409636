import fc from 'fast-check'
import { conditionArbitrary } from './policy-text.ts'

/*
 * Random policies with open parameters, as text, and random values for them. The policy to look at
 * is the last of the file: `child`, which fixes `cap` by a parameter of its own, or `parent`.
 */

export interface OpenPolicy {
  readonly text: string
  readonly name: 'parent' | 'child'
}

/** Values as the command line takes them. */
export type Assignment = Readonly<Record<string, unknown>>

const PARAMS =
  'plan: free | pro = pro, private: flag = false, cap: price = $3/Mtok in $1/Mtok..$25/Mtok, ' +
  'floor: ratio = 0.5 in 0..1, w: ratio in 0..1'

const boundArbitrary = fc.oneof(
  fc.constantFrom(
    ...['price_out <= cap', 'price_out < cap', 'price_in <= 2 * cap', 'cap >= price_out'],
    ...['price_in <= cap + $1/Mtok', 'not (price_out > cap)', 'quality >= floor'],
    ...['not (quality < floor)', 'quality > 0.5 * floor', 'quality >= 1 - floor'],
    ...['plan is free', 'private', 'not private', 'plan is not free or no_log'],
    ...['price_out between $1/Mtok and cap', 'quality >= match plan { free: 0.5, pro: floor }'],
    ...['match plan { free: price_out <= cap, pro: price_out >= cap }'],
    ...['price_in >= cap', 'cap > $5/Mtok', 'price_in = cap', 'quality <= floor * floor'],
    ...['price_out <= match plan { free: $2/Mtok - cap + $25/Mtok, pro: cap }'],
  ),
  conditionArbitrary,
)

const filterArbitrary: fc.Arbitrary<string> = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: boundArbitrary },
    { weight: 1, arbitrary: tie('filter').map((inner) => `not (${inner})`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom(' and ', ' or '),
          fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
        )
        .map(([join, parts]) => parts.map((part) => `(${part})`).join(join)),
    },
  ),
})).filter

const rankingArbitrary = fc.constantFrom(
  ...['any', 'cheapest', 'rank by quality'],
  ...['rank by w * quality', 'rank by w * quality - (1 - w) * norm(price_in)'],
  ...['rank by (w - 0.25) * tok_s', 'rank by (quality if w > 0.5) + norm(price_out)'],
  ...['rank by clamp(w * price_in, 0, 1)', 'rank by w * w * quality', 'rank by 0 * quality'],
  'rank by match plan { free: quality, pro: w * tok_s }',
)

const CHILD = 'policy child(own: price = $2/Mtok in $1/Mtok..$12/Mtok) extends parent(cap: 2 * own)'

export const openPolicyArbitrary: fc.Arbitrary<OpenPolicy> = fc
  .record({
    filter: filterArbitrary,
    ranking: rankingArbitrary,
    more: filterArbitrary,
    name: fc.constantFrom('parent', 'child'),
  })
  .map(({ filter, ranking, more, name }) => {
    const parent = `policy parent(${PARAMS}) = ${ranking} where ${filter}`
    const child = `${CHILD} where ${more.replaceAll('cap', 'own')}`
    return { name, text: name === 'parent' ? parent : `${parent}\n${child}` }
  })

/** Values within the ranges, the ends and the values of catalogs more often than others. */
export function assignmentArbitrary({ name }: OpenPolicy): fc.Arbitrary<Assignment> {
  const within = (min: number, max: number): fc.Arbitrary<number> =>
    fc.oneof(
      fc.constantFrom(min, max, (min + max) / 2, min + 1 <= max ? min + 1 : min),
      fc.double({ min, max, noNaN: true }),
    )
  const ratio = fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), within(0, 1))
  const values: Record<string, fc.Arbitrary<unknown>> = {
    plan: fc.constantFrom('free', 'pro'),
    private: fc.boolean(),
    floor: ratio,
    w: ratio,
    ...(name === 'child' ? { own: within(1, 12) } : { cap: within(1, 25) }),
  }
  return fc.record(values)
}
