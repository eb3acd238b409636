import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replayVector } from '../../src/decide/conformance.ts'

const LINES = readFileSync('fixtures/vectors/core.jsonl', 'utf8').trimEnd().split('\n')

interface Line {
  readonly id: string
  readonly group: string
  readonly expect: Readonly<Record<string, unknown>>
}

const vectors = LINES.map((line): Line => JSON.parse(line))

test.each(vectors.map((vector) => [`${vector.id} ${vector.group}`, vector] as const))(
  '%s is reproduced by both evaluators',
  (_, vector) => {
    expect(replayVector(vector)).toEqual({ id: vector.id, passed: true, differences: [] })
  },
)

/** The first vector of the sort whose member, as JSON, has the place in it. */
function vectorWith(member: string, sort: string | undefined, place: RegExp): Line {
  const found = vectors.find(
    ({ expect: expected }) =>
      expected.sort === sort && place.test(JSON.stringify(expected[member]) ?? ''),
  )
  if (found === undefined) throw new Error(`no vector of ${sort} has ${place} in ${member}`)
  return found
}

function replayedWith(vector: Line, expected: Readonly<Record<string, unknown>>) {
  return replayVector({ ...vector, expect: { ...vector.expect, ...expected } })
}

/** Another digit for a digit, another letter for anything else. */
function changed(text: string, index: number): string {
  const other = /\d/.test(text.charAt(index)) ? (Number(text.charAt(index)) % 9) + 1 : 'x'
  return `${text.slice(0, index)}${other}${text.slice(index + 1)}`
}

describe('one changed byte', () => {
  test.each([
    ['Pred', 'sort', /P/],
    ['Pred', 'nf', /bot/],
    ['Pred', 'encoding', /v2/],
    ['Pred', 'fingerprint', /\d/],
    ['Pred', 'sha256', /\d/],
    ['Pred', 'verdicts', /bot/],
    ['Scorer', 'scores', /[1-9]/],
    ['Scorer', 'scores', /inf/],
    ['Selector', 'ordered', /\d/],
    ['Selector', 'scores', /[1-9]/],
    ['Xform', 'results', /hi/],
    ['Xform', 'results', /[1-9]/],
    ['FailPlan', 'classified', /next/],
    ['Policy', 'ordered', /\d/],
    ['Policy', 'scores', /[1-9]/],
    ['Policy', 'rejected', /\d/],
    ['Policy', 'rejected', /cmp/],
    ['Policy', 'results', /hi/],
    ['Policy', 'classified', /next/],
    [undefined, 'nf', /input/],
    [undefined, 'encoding', /v1/],
    [undefined, 'prompts', /hello/],
    [undefined, 'output', /\d/],
  ] as const)(
    'in what a vector of sort %s expects of `%s` at %s fails it',
    (sort, member, place) => {
      const vector = vectorWith(member, sort, place)
      const text = JSON.stringify(vector.expect[member])
      const outcome = replayedWith(vector, {
        [member]: JSON.parse(changed(text, text.search(place))),
      })
      expect(outcome.passed).toBe(false)
      expect(outcome.differences.map(({ evaluator }) => evaluator)).toEqual([
        'kernels',
        'reference',
      ])
      for (const difference of outcome.differences) {
        expect(difference.member).toBe(member)
        expect(JSON.parse(difference.actual)).toEqual(vector.expect[member])
        expect(difference.expected).not.toBe(difference.actual)
      }
    },
  )
})

test('the last digit of a number counts where it is not a score', () => {
  const vector = vectorWith('results', 'Xform', /0\.9462272027257026/)
  const text = JSON.stringify(vector.expect.results)
  const results = JSON.parse(text.replaceAll('0.9462272027257026', '0.9462272027257027'))
  expect(replayedWith(vector, { results }).passed).toBe(false)
})

test('scores may differ by 1e-12 of their size, and by no more', () => {
  const [vector] = [vectorWith('scores', 'Scorer', /^\[2.5,/)]
  const moved = (by: number) => ({ scores: [2.5 * (1 + by), 2.5, 2.5, 2.5, 2.5] })
  expect(replayedWith(vector, moved(5e-13)).passed).toBe(true)
  expect(replayedWith(vector, moved(5e-12)).passed).toBe(false)
  expect(replayedWith(vector, { scores: ['inf', 2.5, 2.5, 2.5, 2.5] }).passed).toBe(false)
})

test('a list that is longer or shorter than expected fails', () => {
  const vector = vectorWith('verdicts', 'Pred', /bot/)
  expect(replayedWith(vector, { verdicts: ['bot', 'bot', 'bot', 'bot'] }).passed).toBe(false)
  expect(replayedWith(vector, { verdicts: [...Array(6)].map(() => 'bot') }).passed).toBe(false)
})

test('a member that nothing computes fails', () => {
  const vector = vectorWith('verdicts', 'Pred', /bot/)
  expect(replayedWith(vector, { colour: 'red' }).differences).toMatchObject([
    { member: 'colour', expected: '"red"', actual: 'nothing', evaluator: 'kernels' },
    { member: 'colour' },
  ])
})

test('a refusal is expected or it is not', () => {
  const refused = vectors.find(({ expect: { err } }) => err !== undefined)
  const admitted = vectorWith('verdicts', 'Pred', /bot/)
  if (refused === undefined) throw new Error('no vector expects a refusal')
  expect(replayVector({ ...refused, expect: { sort: 'Pred' } }).differences[0]).toMatchObject({
    member: 'err',
    expected: 'an admitted term',
    actual: expect.stringContaining('refused at $'),
  })
  expect(replayVector({ ...admitted, expect: { err: '$: no' } }).differences[0]).toMatchObject({
    member: 'err',
    expected: 'a refusal',
    actual: 'admitted',
  })
})

const WELL_FORMED = { id: 'v', input: { term: ['top'] }, expect: { sort: 'Pred' } }

test.each([
  [undefined, 'a vector is an object with `id`, `input` and `expect`'],
  [[], 'a vector is an object with `id`, `input` and `expect`'],
  [{ ...WELL_FORMED, id: 7 }, '`id` is not a text'],
  [{ ...WELL_FORMED, input: null }, '`input` is not an object'],
  [{ ...WELL_FORMED, expect: [] }, '`expect` is not an object'],
  [{ ...WELL_FORMED, input: { kind: 'song' } }, '`input.kind` is "song", not one of'],
  [{ ...WELL_FORMED, input: { kind: 'flow', flow: [] } }, '`input.input` is not a text'],
  [{ ...WELL_FORMED, input: { candidates: [{}] } }, '`input.candidates` is not a list of objects'],
  [{ ...WELL_FORMED, input: { candidates: 'c' } }, '`input.candidates` is not a list of objects'],
  [{ ...WELL_FORMED, input: { scored: ['x'] } }, '`input.scored` is not a list of numbers'],
  [{ ...WELL_FORMED, input: { kinds: [1] } }, '`input.kinds` is not a list of texts'],
  [{ ...WELL_FORMED, input: { customs: {} } }, '`input.customs` is not a list of texts'],
  [{ ...WELL_FORMED, input: { schema: { tier_order: 1 } } }, '`input.schema.tier_order` is not'],
  [
    { ...WELL_FORMED, input: { schema: { fields: { speed: { sort: 'Num' } } } } },
    '`input.schema.fields` declares "speed" badly',
  ],
])('%j is malformed, and the outcome says how', (vector, message) => {
  const outcome = replayVector(vector)
  expect(outcome.passed).toBe(false)
  expect(outcome.differences).toMatchObject([
    { member: 'vector', actual: expect.stringContaining(message) },
  ])
})

test('a vector nested without end is malformed', () => {
  let deep: unknown = []
  for (let i = 0; i < 100_000; i++) deep = [deep]
  for (const vector of [
    { ...WELL_FORMED, input: { term: ['id'], request: { deep } } },
    { ...WELL_FORMED, expect: { nf: deep } },
  ]) {
    expect(replayVector(vector).differences).toMatchObject([
      { member: 'vector', actual: 'it is nested more than 256 levels deep' },
    ])
  }
})

test('whatever is replayed, nothing is thrown', () => {
  const anything = fc.anything({ withNullPrototype: true, withSparseArray: true })
  const input = fc.dictionary(
    fc.constantFrom('kind', 'term', 'flow', 'envelope', 'schema', 'candidates', 'ctx', 'scored'),
    anything,
  )
  const vector = fc.record({ id: fc.string(), input, expect: fc.dictionary(fc.string(), anything) })
  fc.assert(
    fc.property(fc.oneof(anything, vector), (value) => {
      expect(replayVector(value)).toHaveProperty('passed')
    }),
  )
})
