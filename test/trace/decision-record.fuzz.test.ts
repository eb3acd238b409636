import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plan } from '../../src/decide/plan.ts'
import { decisionRecord, recordedDecision } from '../../src/trace/decision-record.ts'
import { shelfOfCatalog } from '../../src/trace/library.ts'
import { contextArbitrary } from '../arbitrary/context.ts'
import { runs } from '../runs.ts'
import { runArbitrary } from './recorded-run.ts'

test('what is remembered from decision to decision never shows in a record', () => {
  fc.assert(
    fc.property(runArbitrary, fc.array(contextArbitrary, { maxLength: 4 }), (run, contexts) => {
      const { candidates, vocabulary } = shelfOfCatalog(run.catalog)
      for (const context of [run.context, ...contexts, run.context]) {
        const ground = {
          policy: run.policy,
          candidates,
          context: { ...context, vocabulary, order: 'as given' } as const,
        }
        const plain = decisionRecord(plan(run.policy, candidates, ground.context), ground)
        expect(recordedDecision(ground).record).toEqual(plain)
      }
    }),
    runs(150),
  )
})
