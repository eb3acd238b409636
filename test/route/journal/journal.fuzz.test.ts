import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replay } from '../../../src/trace/index.ts'
import { runs } from '../../runs.ts'
import { recorded, runArbitrary } from '../../trace/recorded-run.ts'
import type { Fate } from './faulty-files.ts'
import { openTestJournal } from './open-test-journal.ts'
import { readFiles } from './read-files.ts'

type Step =
  | { readonly kind: 'receipts'; readonly count: number }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'fates'; readonly fates: readonly Fate[] }

const fateArbitrary: fc.Arbitrary<Fate> = fc.oneof(
  fc.constant<Fate>('fine'),
  fc.record({ short: fc.nat(5000) }),
  fc.record({ code: fc.constantFrom('ENOSPC', 'EIO', 'EACCES'), after: fc.nat(5000) }),
)

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('receipts'), count: fc.nat(200) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time'), ms: fc.nat(5000) }) },
  fc.record({ kind: fc.constant('fates'), fates: fc.array(fateArbitrary, { maxLength: 8 }) }),
)

const settingsArbitrary = fc.record({
  maxFileBytes: fc.integer({ min: 1000, max: 200_000 }),
  maxFileAgeMs: fc.integer({ min: 1, max: 20_000 }),
  maxQueued: fc.integer({ min: 1, max: 300 }),
  maxQueuedBytes: fc.integer({ min: 1, max: 1_000_000 }),
  flushEveryMs: fc.integer({ min: 0, max: 1000 }),
})

test('every receipt that was taken is in the files, once, in order, and their chain holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(runArbitrary, { minLength: 1, maxLength: 3 }),
      fc.array(stepArbitrary, { maxLength: 20 }),
      settingsArbitrary,
      async (drawn, steps, settings) => {
        const kinds = drawn.map((run) => recorded(run, 0))
        const { journal, disk, clock } = await openTestJournal({
          ...settings,
          closeWithinMs: 1_000_000,
        })
        const taken: string[] = []
        let came = 0
        const writeOne = (): void => {
          const kind = kinds[came % kinds.length]
          if (kind === undefined) throw new Error('no run was drawn')
          const id = `R${came}`
          const before = journal.report().dropped
          journal.write({ ...kind.receipt, id }, kind.definitions)
          if (journal.report().dropped === before) taken.push(id)
          came += 1
        }
        for (const step of steps) {
          if (step.kind === 'receipts') for (let i = 0; i < step.count; i++) writeOne()
          if (step.kind === 'time') await clock.pass(step.ms)
          if (step.kind === 'fates') disk.fates.push(...step.fates)
          const { queued, written, dropped, failed } = journal.report()
          expect(queued + written + dropped + failed).toBe(came)
        }
        const report = await clock.until(journal.close())
        expect(report).toMatchObject({ queued: 0, failed: 0, written: taken.length })
        const found = readFiles(disk.contents)
        expect(found.faults).toEqual([])
        expect(found.joints).toEqual([])
        expect(found.receipts).toEqual(taken)
        expect(found.missing).toBe(report.dropped)
        for await (const played of replay(found.lines.slice(0, 30))) {
          expect(played.kind).toBe('reproduced')
        }
      },
    ),
    runs(40),
  )
})
