import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candidate } from '../../src/catalog/candidate.ts'
import type { Context } from '../../src/decide/context.ts'
import { type Explanation, explain, type Relaxation } from '../../src/decide/explain.ts'
import { plan } from '../../src/decide/plan.ts'
import { verdict } from '../../src/decide/pred.ts'
import type { Reading } from '../../src/decide/reading.ts'
import { type Change, relaxed } from '../../src/decide/relax.ts'
import { vocabularyOf } from '../../src/ir/vocabulary.ts'
import { candidatesArbitrary } from '../arbitrary/candidate.ts'
import { contextArbitrary } from '../arbitrary/context.ts'
import { termArbitrary } from '../arbitrary/term.ts'

const runs = (usual: number) => ({ numRuns: Number(process.env.FUZZ_RUNS ?? usual) })
const VOCABULARY = vocabularyOf([['quality', { sort: 'Num', default: -1 }]])
const candidates = candidatesArbitrary({ vocabulary: VOCABULARY, maxLength: 12 })
const context = contextArbitrary.map((drawn): Context => ({ ...drawn, vocabulary: VOCABULARY }))
const policies = termArbitrary('Policy', { vocabulary: VOCABULARY })

function explained(
  policy: Parameters<typeof explain>[0]['policy'],
  list: readonly Candidate[],
  scene: Context,
): readonly Explanation[] {
  const question = { policy, candidates: list, context: scene }
  return list.flatMap(({ cid }) => explain(question, cid) ?? [])
}

test('an explanation says of every candidate what the decision says', () => {
  fc.assert(
    fc.property(policies, candidates, context, (policy, list, scene) => {
      const { ranked, rejected } = plan(policy, list, scene)
      for (const { candidate, outcome, score, filter } of explained(policy, list, scene)) {
        const rank = ranked.find((each) => each.candidate === candidate)
        const rejection = rejected.find((each) => each.candidate === candidate)
        expect(filter.holds).toBe(rejection === undefined)
        if (rank !== undefined)
          expect(outcome).toEqual({ kind: 'ranked', rank, of: ranked.length, first: ranked[0] })
        else if (rejection !== undefined)
          expect(outcome).toMatchObject({ kind: 'rejected', reason: rejection.reason })
        else expect(outcome.kind).toBe('dropped')
        expect(score === undefined).toBe(rejection !== undefined)
      }
    }),
    runs(100),
  )
})

interface Rejected {
  readonly candidate: Candidate
  readonly filter: Reading
  readonly relaxation: Relaxation
  readonly scene: Context
}

const rejections: fc.Arbitrary<readonly Rejected[]> = fc
  .tuple(policies, candidates, context)
  .map(([policy, list, scene]) =>
    explained(policy, list, scene).flatMap(({ candidate, filter, outcome }) =>
      outcome.kind === 'rejected' && outcome.relaxation !== undefined
        ? [{ candidate, filter, relaxation: outcome.relaxation, scene }]
        : [],
    ),
  )

test('a relaxation lets the candidate pass', () => {
  fc.assert(
    fc.property(rejections, (all) => {
      for (const { candidate, relaxation } of all) {
        expect(verdict(relaxation.filter, candidate, relaxation.context)).toBe(true)
      }
    }),
    runs(200),
  )
})

test('every change of a relaxation is needed', () => {
  fc.assert(
    fc.property(rejections, (all) => {
      for (const { candidate, filter, relaxation } of all) {
        for (const left of relaxation.changes.filter(({ kind }) => kind !== 'concession')) {
          const others = relaxation.changes.filter((change) => change !== left)
          const pred = relaxed(filter.term, filter.path, others)
          expect(verdict(pred, candidate, relaxation.context)).not.toBe(true)
        }
      }
    }),
    runs(200),
  )
})

test('a bound moved by any less would not do', () => {
  fc.assert(
    fc.property(rejections, (all) => {
      for (const { candidate, filter, relaxation } of all) {
        const less = relaxation.changes.map(movedLess)
        if (relaxation.changes.every((change, i) => change === less[i])) continue
        const pred = relaxed(filter.term, filter.path, less)
        expect(verdict(pred, candidate, relaxation.context)).not.toBe(true)
      }
    }),
    runs(200),
  )
})

/** The move to a bound half way between the old one and the new. */
function movedLess(change: Change): Change {
  if (change.kind !== 'move' || change.from[0] !== 'cmp') return change
  const [, field = '', relation = '', to] = change.to
  const half = Number(change.from[3]) / 2 + Number(to) / 2
  const same = half === to || half === change.from[3] || !Number.isFinite(half)
  return same ? change : { ...change, to: ['cmp', field, relation, half] }
}

test('no smaller set of parts would let the candidate pass', () => {
  const filters = termArbitrary('Pred', { vocabulary: VOCABULARY, depth: 2 })
  fc.assert(
    fc.property(filters, candidates, (pred, list) => {
      const scene = { vocabulary: VOCABULARY }
      const policy = [
        'policy',
        pred,
        ['zero'],
        ['argmax'],
        ['id'],
        ['always', { action: 'abort' }],
      ] as const
      for (const { filter, outcome } of explained(policy, list, scene)) {
        if (outcome.kind !== 'rejected' || outcome.relaxation === undefined) continue
        const parts = partsOf(filter)
        const smaller = subsets(parts, outcome.relaxation.changes.length - 1)
        expect(smaller.filter((chosen) => holdsWhenTurned(filter, new Set(chosen)))).toEqual([])
      }
    }),
    runs(100),
  )
})

/**
 * The parts that count as one: those that look at the candidate, and those of which one part is
 * enough, which can be left out as a whole. Leaving out an `and` is leaving out all its parts.
 */
function partsOf(reading: Reading): readonly Reading[] {
  if (reading.kind === 'atom') return [reading]
  const inner = reading.parts.flatMap(partsOf)
  return (reading.term[0] === 'or') === reading.wanted ? [reading, ...inner] : inner
}

/** Whether the predicate would hold if the chosen parts said the opposite of what they say. */
function holdsWhenTurned(reading: Reading, chosen: ReadonlySet<Reading>): boolean {
  if (chosen.has(reading)) return !reading.holds
  if (reading.kind === 'atom' || reading.term[0] === 'meets_req') return reading.holds
  const parts = reading.parts.map((part) => holdsWhenTurned(part, chosen))
  if (reading.term[0] === 'not') return parts[0] === false
  return reading.term[0] === 'and' ? parts.every(Boolean) : parts.some(Boolean)
}

/** All subsets of at most that many items. */
function subsets<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const [first, ...rest] = items
  if (first === undefined || most <= 0) return [[]]
  return [...subsets(rest, most), ...subsets(rest, most - 1).map((set) => [first, ...set])]
}
