import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candidate } from '../../src/catalog/candidate.ts'
import { compile } from '../../src/compile/index.ts'
import { plan } from '../../src/decide/index.ts'
import type { Clause, Expr } from '../../src/syntax/ast.ts'
import { parse } from '../../src/syntax/index.ts'
import { runs } from '../runs.ts'
import { knownCandidatesArbitrary as candidatesArbitrary } from './known-candidates.ts'
import { figure, holds, reads, scores } from './naive-evaluator.ts'
import { conditionArbitrary, scoreArbitrary } from './policy-text.ts'

/** The policy that a text compiles to, with its syntax tree. */
function understood(text: string) {
  const source = { name: 'a.uh', text }
  const { value, diagnostics } = compile(source)
  const [policy] = value?.policies ?? []
  if (policy === undefined) throw new Error(`${text}: ${JSON.stringify(diagnostics)}`)
  const [item] = parse(source).value.items
  if (item?.kind !== 'policy') throw new Error('one policy')
  return { term: policy.policy_ir, body: item.body }
}

function only<K extends Clause['kind']>(
  body: readonly Clause[],
  kind: K,
): Extract<Clause, { kind: K }> {
  const found = body.find((clause) => clause.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  return found as Extract<Clause, { kind: K }> // by the line above
}

/** The ids of those that pass, by the syntax tree alone. */
function survivors(
  candidates: readonly Candidate[],
  where: Expr,
  score: Expr,
): readonly Candidate[] {
  return candidates.filter(
    (candidate) =>
      candidate.disabled !== true &&
      holds(where, candidate) &&
      reads(score).every((field) => figure(field, candidate) !== undefined),
  )
}

test('the filter lets pass what the text says, unknown figures included', () => {
  fc.assert(
    fc.property(conditionArbitrary, candidatesArbitrary, (condition, candidates) => {
      const { term, body } = understood(`any where ${condition}`)
      const { ranked } = plan(term, candidates, { order: 'as given' })
      const { pred } = only(body, 'where')
      const expected = candidates.filter(
        (candidate) => candidate.disabled !== true && holds(pred, candidate),
      )
      expect(ranked.map(({ candidate }) => candidate.cid).sort()).toEqual(
        expected.map(({ cid }) => cid).sort(),
      )
    }),
    runs(400),
  )
})

test('the order is that of the scores, of healthy routes, and of preferences', () => {
  const cases = fc.tuple(scoreArbitrary, conditionArbitrary, conditionArbitrary)
  fc.assert(
    fc.property(cases, candidatesArbitrary, ([score, where, preferred], candidates) => {
      const text = `rank by ${score} where ${where} prefer ${preferred}`
      const { term, body } = understood(text)
      const { ranked } = plan(term, candidates, { order: 'as given' })
      const tree = only(body, 'rank').score
      const passed = survivors(candidates, only(body, 'where').pred, tree)
      expect(ranked.map(({ candidate }) => candidate.cid).sort()).toEqual(
        passed.map(({ cid }) => cid).sort(),
      )

      const values = new Map(scores(tree, passed).map((value, i) => [passed[i]?.cid, value]))
      const better = only(body, 'prefer').pred
      const rows = ranked.map(({ candidate }) => ({
        broken: candidate.breaker_open === true ? 1 : 0,
        other: holds(better, candidate) ? 0 : 1,
        value: values.get(candidate.cid) ?? Number.NaN,
      }))
      for (const [i, row] of rows.entries()) {
        const next = rows[i + 1]
        if (next === undefined) break
        expect(Number.isFinite(row.value)).toBe(true)
        const group = row.broken - next.broken || row.other - next.other
        expect(group).toBeLessThanOrEqual(0)
        const slack = 1e-9 * Math.max(1, Math.abs(row.value))
        if (group === 0) expect(row.value + slack).toBeGreaterThanOrEqual(next.value)
      }
    }),
    runs(400),
  )
})
