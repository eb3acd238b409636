import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Term } from '../../src/ir/term.ts'
import { recordedDecision } from '../../src/trace/decision-record.ts'
import {
  type DecisionRecord,
  decodeRecord,
  openSituations,
  type Situation,
} from '../../src/trace/index.ts'
import { runs } from '../runs.ts'
import { linesOf, recorded, runArbitrary } from './recorded-run.ts'

function situationsIn(lines: readonly string[]): readonly Situation[] {
  const { take } = openSituations()
  return lines.flatMap((line) => {
    const decoded = decodeRecord(line)
    return decoded.ok ? take(decoded.value).filter((found) => 'key' in found) : []
  })
}

function decidedBy(policy: Term, { shelf, context }: Situation): DecisionRecord {
  return recordedDecision({ policy, candidates: shelf.candidates, context }).record
}

test('a receipt holds what it takes to make its decision by the policy that made it', () => {
  fc.assert(
    fc.property(fc.array(runArbitrary, { minLength: 1, maxLength: 4 }), (drawn) => {
      const situations = situationsIn(linesOf(drawn))
      expect(situations).toHaveLength(drawn.length)
      for (const [index, run] of drawn.entries()) {
        const situation = situations[index]
        const made = situation && decidedBy(run.policy, situation)
        expect(made).toEqual(recorded(run, index).receipt.decision)
      }
    }),
    runs(100),
  )
})

test('receipts have one key only where they are decided alike', () => {
  fc.assert(
    fc.property(runArbitrary, runArbitrary, (run, other) => {
      const [first, again] = situationsIn(linesOf([run, { ...run, failures: [] }]))
      expect(again?.key).toBe(first?.key)
      const [a, b] = situationsIn(linesOf([run, { ...other, policy: run.policy }]))
      const decided = [a, b].map((each) => JSON.stringify(each && decidedBy(run.policy, each)))
      if (decided[0] !== decided[1]) expect(b?.key).not.toBe(a?.key)
    }),
    runs(100),
  )
})
