import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scoreBounds } from '../../src/analyze/index.ts'
import type { Candidate } from '../../src/catalog/candidate.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import { REFERENCE } from '../../src/decide/reference.ts'
import type { Term } from '../../src/ir/term.ts'
import { termArbitrary } from '../arbitrary/term.ts'
import { runs } from '../runs.ts'

function boundsOf(scorer: Term, filter: Term = ['top']): unknown {
  return scoreBounds(scorer, { vocabulary, filter })
}

const between = (low: number, high: number) => ({ low, high, mayBeNaN: false })

describe('bounds', () => {
  test.each<[string, Term, Term, unknown]>([
    ['of a field are its domain and its default', ['field', 'quality'], ['top'], between(-1, 1)],
    [
      'of a field are narrowed by the filter',
      ['field', 'quality'],
      ['and', ['is', 'no_log'], ['cmp', 'quality', 'ge', 0.5]],
      between(0.5, 1),
    ],
    ['of an unknown price are infinite', ['field', 'price_out'], ['top'], between(0, Infinity)],
    ['of a flat score are one number', ['normalize', ['lit', 3]], ['top'], between(0, 0)],
    [
      'of what is weighed negatively are turned round',
      ['scale', -2, ['field', 'price_out']],
      ['cmp', 'price_out', 'le', 5],
      between(-10, -0),
    ],
    [
      'of a gate are those under its condition, and 0',
      ['gate', ['cmp', 'quality', 'ge', 0.5], ['field', 'quality']],
      ['top'],
      between(0, 1),
    ],
    [
      'of `normalize` in a gate are those among all that passed',
      ['gate', ['cmp', 'quality', 'eq', 1], ['normalize', ['field', 'quality']]],
      ['top'],
      between(0, 1),
    ],
    [
      'of infinities against each other tell that they may be no number',
      ['add', ['field', 'price_in'], ['scale', -1, ['field', 'price_out']]],
      ['top'],
      { low: -Infinity, high: Infinity, mayBeNaN: true },
    ],
    [
      'of a filter that leaves nothing are those without it',
      ['field', 'success_rate'],
      ['and', ['cmp', 'success_rate', 'gt', 0.9], ['cmp', 'success_rate', 'lt', 0.1]],
      between(0, 1),
    ],
  ])('%s', (_, scorer, filter, expected) => {
    expect(boundsOf(scorer, filter)).toEqual(expected)
  })
})

/** Candidates that a catalog could hold: what is known lies in its domain. */
const candidateArbitrary: fc.Arbitrary<Candidate> = fc
  .record(
    Object.fromEntries(
      [...vocabulary.info.values()].map((info): [string, fc.Arbitrary<number | boolean>] => {
        if (!('domain' in info)) return [info.name, fc.boolean()]
        const [low, high] = info.domain
        const isWhole = info.name === 'context' || info.unit === 'count'
        const values = fc
          .oneof(
            fc.constantFrom(0, 0.5, 0.75, 1, 3, 25, 600, 128000, 1e21, 1.7e308),
            fc.double({ noNaN: true, noDefaultInfinity: true }),
          )
          .map((value) => (isWhole ? Math.round(value) : value))
          .filter((value) => value >= low && value <= high)
        return [info.name, values]
      }),
    ),
    { requiredKeys: [] },
  )
  .map((fields) => ({ ...fields, cid: 'c', provider_id: 'openai', model_family: 'b' }))

test('every score lies within the bounds', () => {
  fc.assert(
    fc.property(
      termArbitrary('Scorer'),
      termArbitrary('Pred', { depth: 2 }),
      fc.array(candidateArbitrary, { minLength: 1, maxLength: 6 }),
      (scorer, filter, candidates) => {
        const context = { vocabulary }
        const verdicts = REFERENCE.verdicts(filter, candidates, context)
        const passed = candidates.filter((_, index) => verdicts[index] === true)
        const { low, high, mayBeNaN } = scoreBounds(scorer, { vocabulary, filter })
        for (const score of REFERENCE.scores(scorer, passed, context)) {
          if (Number.isNaN(score)) expect(mayBeNaN).toBe(true)
          else expect(score >= low && score <= high).toBe(true)
        }
      },
    ),
    runs(2000),
  )
})
