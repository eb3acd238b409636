import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../src/catalog/candidate.ts'
import type { Context } from '../../src/decide/context.ts'
import { KERNELS, programFor } from '../../src/decide/kernel-evaluator.ts'
import { REFERENCE } from '../../src/decide/reference.ts'
import { admit } from '../../src/ir/admit.ts'
import type { Sort } from '../../src/ir/operators.ts'
import { STANDARD_VOCABULARY, vocabularyOf } from '../../src/ir/vocabulary.ts'
import { candidatesArbitrary } from '../arbitrary/candidate.ts'
import { contextArbitrary } from '../arbitrary/context.ts'
import { termArbitrary } from '../arbitrary/term.ts'

const runs = (usual: number) => ({ numRuns: Number(process.env.FUZZ_RUNS ?? usual) })

/** Fewer fields than the standard vocabulary, so that terms meet more often on one; other tiers. */
const SMALL = vocabularyOf(
  [
    ['quality', { sort: 'Num', default: -1 }],
    ['__proto__', { sort: 'Num', default: 2 }],
    ['in_image', { sort: 'Bool', default: true }],
  ],
  ['marketplace', 'fallback', 'gold'],
)

const candidates = candidatesArbitrary({ vocabulary: SMALL })
const context = contextArbitrary.map((drawn): Context => ({ ...drawn, vocabulary: SMALL }))
const term = (sort: Sort) => termArbitrary(sort, { vocabulary: SMALL })

const SORTS: readonly Sort[] = ['Pred', 'Scorer', 'Selector', 'Xform', 'FailPlan', 'Policy']

test.each(SORTS)('a random %s is admissible', (sort) => {
  for (const vocabulary of [SMALL, STANDARD_VOCABULARY]) {
    fc.assert(
      fc.property(termArbitrary(sort, { vocabulary }), (drawn) => {
        expect(admit(drawn, vocabulary)).toMatchObject({ ok: true, value: { sort } })
      }),
      runs(200),
    )
  }
})

describe('the kernels give what the reference gives', () => {
  test('for the verdict on every candidate, with its reason', () => {
    fc.assert(
      fc.property(term('Pred'), candidates, context, (pred, list, scene) => {
        expect(KERNELS.verdicts(pred, list, scene)).toEqual(REFERENCE.verdicts(pred, list, scene))
      }),
      runs(250),
    )
  })

  test('for the score of every candidate, to the last bit', () => {
    fc.assert(
      fc.property(term('Scorer'), candidates, context, (scorer, list, scene) => {
        expect(KERNELS.scores(scorer, list, scene).map(withoutSign)).toEqual(
          REFERENCE.scores(scorer, list, scene).map(withoutSign),
        )
      }),
      runs(250),
    )
  })

  test('for the order of scored candidates, NaN and infinities among them', () => {
    const score = fc.constantFrom(0, 1, 2, 3, 0.5, Number.NaN, Infinity, -Infinity, -0)
    const scored = candidates.chain((list) =>
      fc
        .array(score, { minLength: list.length, maxLength: list.length })
        .map((scores) => list.map((candidate, i) => ({ candidate, score: scores[i] ?? 0 }))),
    )
    fc.assert(
      fc.property(term('Selector'), scored, context, (selector, list, scene) => {
        expect(KERNELS.order(selector, list, scene)).toEqual(REFERENCE.order(selector, list, scene))
      }),
      runs(250),
    )
  })

  test('for whole policies: order, scores, ties and rejections', () => {
    fc.assert(
      fc.property(term('Policy'), candidates, context, (policy, list, scene) => {
        expect(decided(KERNELS, policy, list, scene)).toEqual(
          decided(REFERENCE, policy, list, scene),
        )
      }),
      runs(250),
    )
  })

  test('for one decision after the other over the same list: nothing is carried over', () => {
    fc.assert(
      fc.property(
        term('Policy'),
        candidates,
        fc.array(context, { minLength: 2, maxLength: 4 }),
        (policy, list, scenes) => {
          for (const scene of [...scenes, ...scenes]) {
            expect(decided(KERNELS, policy, list, scene)).toEqual(
              decided(REFERENCE, policy, list, scene),
            )
          }
        },
      ),
      runs(100),
    )
  })
})

test('the best candidate is the first of the full order', () => {
  fc.assert(
    fc.property(term('Policy'), candidates, context, (policy, list, scene) => {
      const [first] = REFERENCE.decide(policy, list, scene).ranked
      const row = programFor(policy, list, scene).best(scene)
      expect(list[row]?.cid).toBe(first?.candidate.cid)
    }),
    runs(250),
  )
})

type Decide = typeof KERNELS.decide

function decided(
  evaluator: { readonly decide: Decide },
  ...[policy, list, scene]: [Parameters<Decide>[0], readonly Candidate[], Context]
): unknown {
  const { ranked, rejected } = evaluator.decide(policy, list, scene)
  return {
    ranked: ranked.map(({ candidate, score, ...rest }) => [
      candidate.cid,
      withoutSign(score),
      rest,
    ]),
    rejected: rejected.map(({ candidate, reason }) => [candidate.cid, reason]),
  }
}

/** 0 and -0 are equal scores. */
function withoutSign(score: number): number {
  return score + 0
}
