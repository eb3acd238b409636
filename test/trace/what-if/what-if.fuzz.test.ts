import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, plain, ZERO } from '../../../src/catalog/money.ts'
import { normalize } from '../../../src/ir/normalize.ts'
import { decodeRecord, openReplay } from '../../../src/trace/index.ts'
import {
  BASES,
  type Change,
  mergeTallies,
  NO_CHANGE,
  openCounter,
  openWhatIf,
  type Sums,
  summaryOf,
  type Unjudged,
  type WhatIf,
  type WhatIfSummary,
} from '../../../src/trace/what-if/index.ts'
import { termArbitrary } from '../../arbitrary/term.ts'
import { runs } from '../../runs.ts'
import { ENGINE, linesOf, type Run, runArbitrary, VOCABULARY } from '../recorded-run.ts'

const CHEAPEST = normalize([
  'policy',
  ['meets_req'],
  ['scale', -1, ['field', 'price_in']],
  ['argmax'],
  ['id'],
  ['always', { action: 'next_candidate' }],
])

/** Runs that differ in what was asked and what failed; of half of them the cost is known. */
const tracesArbitrary: fc.Arbitrary<readonly Run[]> = fc
  .tuple(fc.array(runArbitrary, { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([drawn, isPriced]) => {
    const catalog = drawn[0]?.catalog
    if (!isPriced || catalog === undefined) return drawn
    return drawn.map((run) => ({
      ...run,
      policy: CHEAPEST,
      catalog,
      failures: run.failures.slice(0, 1),
      usage: { input: 100, output: 10, ...run.usage, origin: 'reported' },
    }))
  })

const changeArbitrary: fc.Arbitrary<Change> = fc.record({
  policy: fc.option(
    termArbitrary('Policy', { vocabulary: VOCABULARY }).map((term) => {
      const policy = normalize(term)
      return () => policy
    }),
    { nil: undefined },
  ),
  catalog: fc.option(
    runArbitrary.map(({ catalog }) => catalog),
    { nil: undefined },
  ),
  prices: fc.constantFrom([], [{ route: 'groq/b', priceIn: 0.2, priceOut: 7 }]),
  without: fc.constantFrom([], ['openai'], ['groq', 'ñ']),
  baseline: fc.option(fc.constantFrom('openai/b', 'groq/gpt-5-nano'), { nil: undefined, freq: 4 }),
})

/** What would have been of every receipt of a trace. */
function asked(drawn: readonly Run[], change: Change): readonly (WhatIf | Unjudged)[] {
  const replay = openReplay(ENGINE)
  const whatIfs = openWhatIf(change)
  return linesOf(drawn).flatMap((line) => {
    const decoded = decodeRecord(line)
    if (!decoded.ok) throw new Error(decoded.error.message)
    const played = replay.take(decoded.value)
    return played !== undefined && 'receipt' in played ? [whatIfs.ask(played, replay.library)] : []
  })
}

function judged(answers: readonly (WhatIf | Unjudged)[]): readonly WhatIf[] {
  return answers.flatMap((one) => ('why' in one ? [] : [one]))
}

function summarized(answers: readonly (WhatIf | Unjudged)[]): WhatIfSummary {
  return summaryOf(tallied(answers))
}

function tallied(answers: readonly (WhatIf | Unjudged)[]) {
  const counter = openCounter()
  for (const one of answers) counter.add(one)
  return counter.result()
}

/** The summary as bytes. */
function written(summary: WhatIfSummary): string {
  return JSON.stringify(summary, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
}

test('with nothing changed nothing moves, and everything costs what it cost', () => {
  fc.assert(
    fc.property(tracesArbitrary, (drawn) => {
      const answers = asked(drawn, NO_CHANGE)
      expect(judged(answers)).toHaveLength(drawn.length)
      for (const { move, isReranked, before, after } of judged(answers)) {
        expect(move).toBeUndefined()
        expect(isReranked).toBe(false)
        expect(after && plain(after)).toBe(before && plain(before))
      }
      const { total, counts } = summarized(answers)
      expect(counts).toMatchObject({ moved: 0, lost: 0, gained: 0, unjudged: 0 })
      expect(plain(total.after)).toBe(plain(total.before))
    }),
    runs(50),
  )
})

test('a provider that is left out never answers', () => {
  fc.assert(
    fc.property(tracesArbitrary, fc.constantFrom('openai', 'groq', 'ñ'), (drawn, provider) => {
      for (const { to } of judged(asked(drawn, { ...NO_CHANGE, without: [provider] }))) {
        if (to.kind === 'answered') expect(to.route.split('/')[0]).not.toBe(provider)
      }
    }),
    runs(50),
  )
})

test('a baseline answers alone, or nobody does', () => {
  fc.assert(
    fc.property(tracesArbitrary, (drawn) => {
      for (const { to } of judged(asked(drawn, { ...NO_CHANGE, baseline: 'groq/gpt-5-nano' }))) {
        if (to.kind === 'answered') expect(to.route).toBe('groq/gpt-5-nano')
      }
    }),
    runs(50),
  )
})

test('every move says why, and every estimate what it rests on', () => {
  fc.assert(
    fc.property(tracesArbitrary, changeArbitrary, (drawn, change) => {
      for (const one of judged(asked(drawn, change))) {
        const isCompared = one.bases.every((basis) => BASES[basis].standing !== 'kept out')
        if (isCompared) expect(one.before && one.after).toBeDefined()
        expect(one.bases.length).toBeGreaterThan(0)
        const isSame = JSON.stringify(one.from) === JSON.stringify(one.to)
        expect(one.move === undefined).toBe(isSame)
      }
    }),
    runs(50),
  )
})

test('tallies of any split of a trace add up to the same bytes', () => {
  fc.assert(
    fc.property(tracesArbitrary, changeArbitrary, fc.array(fc.nat(3)), (drawn, change, deal) => {
      const answers = asked(drawn, change)
      const hands = [0, 1, 2, 3].map((hand) =>
        tallied(answers.filter((_, i) => (deal[i] ?? 0) === hand)),
      )
      // As they come from other threads, in any order.
      const merged = hands.map((each) => structuredClone(each)).reduceRight(mergeTallies)
      expect(written(summaryOf(merged))).toBe(written(summarized(answers)))
    }),
    runs(50),
  )
})

describe('the parts are the whole to the last digit', () => {
  function totals(rows: readonly Pick<Sums, 'before' | 'after' | 'receipts' | 'compared'>[]) {
    return {
      receipts: rows.reduce((sum, { receipts }) => sum + receipts, 0),
      compared: rows.reduce((sum, { compared }) => sum + compared, 0),
      before: plain(rows.reduce((sum, { before }) => add(sum, before), ZERO)),
      after: plain(rows.reduce((sum, { after }) => add(sum, after), ZERO)),
    }
  }

  test('of days, models and moves', () => {
    fc.assert(
      fc.property(tracesArbitrary, changeArbitrary, (drawn, change) => {
        const { total, days, moves, unmoved, models, counts } = summarized(asked(drawn, change))
        const whole = totals([total])
        expect(totals(days)).toEqual(whole)
        expect(totals([...moves, unmoved])).toEqual(whole)
        const sides = models.map(({ before, after }) => ({
          receipts: before.receipts,
          compared: before.compared,
          before: before.usd,
          after: after.usd,
        }))
        expect(totals(sides)).toEqual(whole)
        expect(models.reduce((sum, { after }) => sum + after.receipts, 0)).toBe(whole.receipts)
        expect(moves.reduce((sum, { receipts }) => sum + receipts, 0)).toBe(counts.moved)
      }),
      runs(50),
    )
  })
})
