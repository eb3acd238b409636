import { expect, test } from 'vitest'
import { STANDARD_CATALOG_VOCABULARY } from '../../src/catalog/vocabulary.ts'
import { analyse, compileProofs } from '../../src/compile/index.ts'

/** The instances of the policy `p` with these parameters and clauses, and what they leave out. */
function instances(params: string, clauses: string, args = '') {
  const text = `policy p(${params}) = ${clauses}\nprove p${args} implies anything`
  const vocabulary = STANDARD_CATALOG_VOCABULARY
  const { value, diagnostics } = analyse({ name: 'a.uh', text }, { vocabulary })
  if (value === undefined) throw new Error(JSON.stringify(diagnostics))
  const [proof] = compileProofs(value).value ?? []
  return { labels: proof?.instances.map(({ label }) => label), gaps: proof?.gaps }
}

const CAP = 'cap: price = $10/Mtok in $1/Mtok..$40/Mtok'

// biome-ignore format: table
test.each([
  ['a bound from above, at its upper end', CAP, 'any where price_out <= cap', ['cap: $40/Mtok']],
  ['a bound from below, at its lower end', CAP, 'any where price_out >= cap', ['cap: $1/Mtok']],
  ['a bound below `not`, at the other end', CAP, 'any where not (price_out < cap)', ['cap: $1/Mtok']],
  ['a bound that falls as it grows', CAP, 'any where price_out <= $50/Mtok - cap', ['cap: $1/Mtok']],
  ['a bound that is scaled', CAP, 'any where price_out <= 2 * cap', ['cap: $40/Mtok']],
  ['bounds that agree', CAP, 'any where price_out <= cap or price_in < cap', ['cap: $40/Mtok']],
  ['a bound without a default', 'cap: price in $1/Mtok..$40/Mtok', 'any where price_out <= cap', ['cap: $40/Mtok']],
  ['a choice and a flag, with every value', 'plan: free | pro = pro, only: flag', 'any where plan is free or (only and no_log)', ['plan: free, only: true', 'plan: free, only: false', 'plan: pro, only: true', 'plan: pro, only: false']],
  ['the end that the arm asks for', `plan: free | pro, ${CAP}`, 'any where match plan { free: price_out <= cap, pro: price_out > cap }', ['plan: free, cap: $40/Mtok', 'plan: pro, cap: $1/Mtok']],
  ['what no part of the filter depends on, not at all', `${CAP}, n: count = 3, mood: text = "x"`, 'any take n', ['']],
  ['a choice that only a request clause names', 'plan: free | pro', 'any set temperature = match plan { free: 0, pro: 1 }', ['']],
  ['a weight, also where it takes a field out', 'w: ratio = 0.5 in 0..1', 'rank by w * quality + (1 - w) * tok_s', ['w: 0.5', 'w: 0', 'w: 1']],
  ['a weight that is never zero, as it is', 'w: ratio = 0.5 in 0.1..0.9', 'rank by w * quality', ['w: 0.5']],
])('%s', (_, params, clauses, expected) => {
  expect(instances(params, clauses)).toEqual({ labels: expected, gaps: [] })
})

test('a parameter that is given a value is not open', () => {
  expect(instances(CAP, 'any where price_out <= cap', '(cap: $5/Mtok)')).toEqual({
    labels: [''],
    gaps: [],
  })
})

// biome-ignore format: table
test.each([
  ['a number without a range', 'cap: price = $10/Mtok', 'any where price_out <= cap', 'only `cap` at its default `$10/Mtok` was looked at: `cap` has no range'],
  ['a number that moves the filter both ways', CAP, 'any where price_out <= cap or price_in >= cap', 'only `cap` at its default `$10/Mtok` was looked at: more of it lets some models pass and keeps others out'],
  ['a number that is compared with a constant', CAP, 'any where no_log or cap > $5/Mtok', 'only `cap` at its default `$10/Mtok` was looked at: more of it lets some models pass and keeps others out'],
  ['a product of two open numbers', 'a: ratio = 0.5 in 0..1, b: ratio = 0.5 in 0..1', 'any where quality >= a * b', 'only `a` at its default `0.5` was looked at: more of it lets some models pass and keeps others out'],
  ['an equality', CAP, 'any where price_out != cap', 'only `cap` at its default `$10/Mtok` was looked at: more of it lets some models pass and keeps others out'],
  ['a number without default that moves it both ways', 'a: ratio in 0.2..0.8', 'any where quality = a', 'only `a` at `0.2` was looked at: more of it lets some models pass and keeps others out'],
  ['a text', 'name: text = "openai"', 'any where provider is name', 'only `name` at its default `openai` was looked at: a text may be anything'],
  ['a weight whose zeros cannot be told', 'w: ratio = 0.5 in 0..1', 'rank by (2 * w - 1) * quality', 'only `w` at its default `0.5` was looked at: which figures have to be known may depend on it'],
  ['a value for which it cannot be compiled', 'a: ratio = 0.5 in 0..2', 'any where quality <= a', '`a: 2` was not looked at: `quality` lies between 0 and 1, but `2` lies outside'],
])('%s is a gap', (_, params, clauses, gap) => {
  expect(instances(params, clauses).gaps?.[0]).toEqual(gap)
})

test('beyond 256 combinations the last choices keep their default, which is told', () => {
  const params = Array.from({ length: 10 }, (_, i) => `f${i}: flag = false`).join(', ')
  const clauses = `any where ${Array.from({ length: 10 }, (_, i) => `f${i}`).join(' or ')}`
  const { labels, gaps } = instances(params, clauses)
  expect(labels).toHaveLength(256)
  expect(gaps).toEqual([
    'only `f8` at its default `false` was looked at: there are too many combinations to look at',
    'only `f9` at its default `false` was looked at: there are too many combinations to look at',
  ])
})

test('what `extends` fixes by a parameter of its own is followed', () => {
  const text = `policy p(${CAP}) = any where price_out <= cap
    policy q(own: price = $2/Mtok in $1/Mtok..$12/Mtok) extends p(cap: 2 * own)
    prove q implies price_out <= $24/Mtok`
  const vocabulary = STANDARD_CATALOG_VOCABULARY
  const { value } = analyse({ name: 'a.uh', text }, { vocabulary })
  const [proof] = (value && compileProofs(value).value) ?? []
  expect(proof?.instances.map(({ label }) => label)).toEqual(['own: $12/Mtok'])
})
