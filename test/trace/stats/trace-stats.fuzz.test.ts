import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, type Decimal, plain, ZERO } from '../../../src/catalog/money.ts'
import { statsJson } from '../../../src/cli/trace/stats/stats-json.ts'
import { groupRows, type StatsRow, totalRow } from '../../../src/cli/trace/stats/stats-row.ts'
import type { ReceiptRecord } from '../../../src/trace/index.ts'
import {
  addReceipt,
  DIMENSIONS,
  mergeTraceStats,
  newTraceStats,
  type TraceStats,
} from '../../../src/trace/stats/index.ts'
import { runs } from '../../runs.ts'
import { type Run, recorded, runArbitrary } from '../recorded-run.ts'

const receipts: fc.Arbitrary<readonly ReceiptRecord[]> = fc
  .array(
    fc.record({
      run: runArbitrary,
      caller: fc.constantFrom(undefined, 'acme', '__proto__', 'constructor', ''),
      mode: fc.constantFrom('live', 'sandbox'),
      days: fc.nat(40),
    }),
    { maxLength: 8 },
  )
  .map((drawn) => drawn.map(({ run, ...own }) => receiptOf(run, own)))

interface Own {
  readonly caller: string | undefined
  readonly mode: 'live' | 'sandbox'
  readonly days: number
}

function receiptOf(run: Run, { caller, mode, days }: Own): ReceiptRecord {
  const { receipt } = recorded(run, days * 24 * 60)
  const { caller: _, ...request } = receipt.request
  return {
    record: 'receipt',
    writer: 'w1',
    seq: 1,
    prev: null,
    ...receipt,
    mode,
    request: { ...request, ...(caller !== undefined && { caller }) },
  }
}

function statsOf(list: readonly ReceiptRecord[]): TraceStats {
  const stats = newTraceStats()
  for (const receipt of list) {
    const { decision } = receipt
    addReceipt(stats, receipt, typeof decision === 'number' ? undefined : decision)
  }
  return stats
}

test('parts that are merged in any order are the whole, to the last digit', () => {
  fc.assert(
    fc.property(receipts, fc.nat(), (list, draw) => {
      const at = list.length === 0 ? 0 : draw % list.length
      const merged = statsOf(list.slice(at))
      mergeTraceStats(merged, structuredClone(statsOf(list.slice(0, at))))
      expect(statsJson(merged, undefined, { missing: undefined })).toEqual(
        statsJson(statsOf(list), undefined, { missing: undefined }),
      )
    }),
    runs(60),
  )
})

test('the rows of every table add up to its last one', () => {
  fc.assert(
    fc.property(receipts, (list) => {
      const stats = statsOf(list)
      const total = totalRow(stats)
      for (const by of DIMENSIONS) {
        const rows = groupRows(stats, by)
        expect(sum(rows, ({ requests }) => requests)).toBe(total.requests)
        expect(sum(rows, ({ share }) => share)).toBe(total.share)
        expect(sum(rows, ({ calls }) => calls)).toBe(total.calls)
        expect(sum(rows, ({ failed }) => failed)).toBe(total.failed)
        expect(sum(rows, ({ unknown }) => unknown)).toBe(total.unknown)
        expect(sum(rows, ({ tokens }) => tokens.input)).toBe(total.tokens.input)
        expect(sum(rows, ({ tokens }) => tokens.cacheRead)).toBe(total.tokens.cacheRead)
        for (const amount of ['settled', 'estimated', 'assumed'] as const) {
          const parts = rows.map((row) => row[amount]).reduce<Decimal>(add, ZERO)
          expect(plain(parts)).toBe(plain(total[amount]))
        }
      }
    }),
    runs(60),
  )
})

function sum(rows: readonly StatsRow[], of: (row: StatsRow) => number): number {
  return rows.reduce((whole, row) => whole + of(row), 0)
}

test('what was spent is what the receipts say', () => {
  fc.assert(
    fc.property(receipts, (list) => {
      const live = list.filter(({ mode }) => mode === 'live')
      const { settled, estimated } = statsJson(statsOf(list), undefined, { missing: undefined }).all
        .usd
      expect([settled, estimated]).toEqual([total(live, 'settled'), total(live, 'estimated')])
    }),
    runs(60),
  )
})

function total(list: readonly ReceiptRecord[], kind: 'settled' | 'estimated'): string {
  const scale = 10n ** 30n
  const whole = list.reduce((so, { cost }) => so + scaled(cost[kind] ?? '0'), 0n)
  return plain({ digits: whole, exponent: -30 })

  function scaled(text: string): bigint {
    const [units = '0', fraction = ''] = text.split('.')
    return BigInt(units) * scale + BigInt(fraction.padEnd(30, '0'))
  }
}
