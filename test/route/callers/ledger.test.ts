import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, compare, type Decimal, decimalFrom, plain, ZERO } from '../../../src/catalog/money.ts'
import { OPEN_GUARD } from '../../../src/route/admission/guard.ts'
import type { Budget, Caller } from '../../../src/route/callers/caller.ts'
import {
  type Ledger,
  openLedger,
  type Reservation,
  type Settlement,
} from '../../../src/route/callers/ledger.ts'
import { decodeLedger, encodeLedger } from '../../../src/route/callers/ledger-snapshot.ts'
import { runs } from '../../runs.ts'

const NOON = Date.UTC(2026, 10, 27, 12)

const MIDNIGHT = Date.UTC(2026, 10, 28)

const usd = (text: string): Decimal => decimalFrom(text) ?? ZERO

const caller = (...budgets: readonly Budget[]): Caller => ({
  name: 'support',
  guard: OPEN_GUARD,
  budgets,
})

const TEN_A_DAY = caller({ window: 'day', usd: usd('10') })

function held(ledger: Ledger, by: Caller, most: string, nowMs = NOON): Reservation {
  const outcome = ledger.reserve(by, nowMs, usd(most))
  if (!outcome.ok) throw new Error(outcome.error.message)
  return outcome.value
}

function refusal(ledger: Ledger, by: Caller, most: string, nowMs = NOON) {
  const outcome = ledger.reserve(by, nowMs, usd(most))
  return outcome.ok ? undefined : outcome.error
}

describe('a budget in USD', () => {
  test('is spent to the last digit', () => {
    const ledger = openLedger()
    for (let i = 0; i < 100; i++) {
      ledger.settle(held(ledger, TEN_A_DAY, '0.1'), { usd: usd('0.1') })
    }
    expect(refusal(ledger, TEN_A_DAY, '0.0000001')?.code).toBe('budget_spent')
    expect(refusal(ledger, TEN_A_DAY, '0')).toBeUndefined()
  })

  test('gives back what a call did not cost', () => {
    const ledger = openLedger()
    const first = held(ledger, TEN_A_DAY, '9')
    expect(refusal(ledger, TEN_A_DAY, '2')).toBeDefined()
    ledger.settle(first, { usd: usd('0.5') })
    held(ledger, TEN_A_DAY, '9.5')
  })

  test.each<[string, Settlement, string]>([
    ['more than was held', { usd: usd('12') }, '12'],
    ['nothing', { usd: ZERO }, '0'],
    ['what nobody knows', 'unknown', '4'],
    ['no call', 'unused', '0'],
  ])('is charged for %s', (_, end, spent) => {
    const ledger = openLedger()
    ledger.settle(held(ledger, TEN_A_DAY, '4'), end)
    const [account] = ledger.snapshot().accounts
    expect(account && plain(account.spent)).toBe(spent)
  })

  test('is settled once', () => {
    const ledger = openLedger()
    const reservation = held(ledger, TEN_A_DAY, '4')
    ledger.settle(reservation, { usd: usd('1') })
    ledger.settle(reservation, { usd: usd('1') })
    ledger.settle({ worstCaseUsd: usd('1') }, 'unknown')
    held(ledger, TEN_A_DAY, '9')
  })

  test('says what is left, and when to call again', () => {
    const ledger = openLedger()
    expect(refusal(ledger, TEN_A_DAY, '10.5')).toEqual({
      code: 'budget_spent',
      message:
        'the $10.00 a day of this key are less than the $10.50 that this call may cost: allow it fewer tokens, or let a cheaper policy decide',
    })
    const open = held(ledger, TEN_A_DAY, '8')
    expect(refusal(ledger, TEN_A_DAY, '3')).toEqual({
      code: 'budget_spent',
      message:
        'the $10.00 a day of this key have no room for the $3.00 that this call may cost while other calls run: call again when they have ended',
      retryAfterMs: 1000,
    })
    ledger.settle(open, 'unknown')
    expect(refusal(ledger, TEN_A_DAY, '3')).toEqual({
      code: 'budget_spent',
      message:
        'of the $10.00 a day of this key less is left than the $3.00 that this call may cost: call again after 2026-11-28T00:00:00Z',
      retryAfterMs: MIDNIGHT - NOON,
    })
  })
})

describe('a window', () => {
  test.each([
    ['minute', NOON + 59_999, NOON + 60_000],
    ['hour', NOON + 3_599_999, NOON + 3_600_000],
    ['day', MIDNIGHT - 1, MIDNIGHT],
    ['month', Date.UTC(2026, 11) - 1, Date.UTC(2026, 11)],
    ['month', Date.UTC(2028, 1, 29, 23, 59, 59, 999), Date.UTC(2028, 2)],
    ['month', Date.UTC(2026, 11, 31, 23), Date.UTC(2027, 0)],
  ] as const)('a %s ends where its unit ends in UTC', (window, last, next) => {
    const ledger = openLedger()
    const one = caller({ window, requests: 1 })
    held(ledger, one, '0', last)
    const refused = refusal(ledger, one, '0', last)
    expect(refused?.retryAfterMs).toBe(next - last)
    expect(refused?.message).toContain(new Date(next).toISOString().slice(0, 19))
    held(ledger, one, '0', next)
  })

  test('a call belongs to the window in which it began', () => {
    const ledger = openLedger()
    const before = held(ledger, TEN_A_DAY, '10', MIDNIGHT - 1)
    held(ledger, TEN_A_DAY, '10', MIDNIGHT)
    ledger.settle(before, { usd: usd('10') })
    expect(ledger.snapshot().accounts).toMatchObject([{ start: MIDNIGHT, requests: 1 }])
    expect(refusal(ledger, TEN_A_DAY, '0.1', MIDNIGHT + 1)).toBeDefined()
  })

  test('a clock that is set back does not open one again', () => {
    const ledger = openLedger()
    held(ledger, TEN_A_DAY, '10', MIDNIGHT)
    expect(refusal(ledger, TEN_A_DAY, '1', MIDNIGHT - 1)).toBeDefined()
  })
})

describe('requests', () => {
  const two = caller({ window: 'minute', requests: 2 })

  test('are counted where somebody was called', () => {
    const ledger = openLedger()
    ledger.settle(held(ledger, two, '0'), 'unused')
    ledger.settle(held(ledger, two, '0'), 'unknown')
    held(ledger, two, '0')
    expect(refusal(ledger, two, '0')?.message).toBe(
      'the 2 requests a minute of this key are used up: call again after 2026-11-27T12:01:00Z',
    )
  })

  test('that one budget refuses count in none', () => {
    const ledger = openLedger()
    const by = caller({ window: 'day', requests: 5 }, { window: 'minute', usd: usd('1') })
    for (let i = 0; i < 10; i++) expect(refusal(ledger, by, '2')).toBeDefined()
    expect(ledger.snapshot().accounts.map(({ requests }) => requests)).toEqual([0, 0])
  })

  test('two budgets of one window share what was spent', () => {
    const ledger = openLedger()
    const by = caller({ window: 'day', usd: usd('5') }, { window: 'day', requests: 2 })
    held(ledger, by, '2')
    expect(ledger.snapshot().accounts).toMatchObject([{ requests: 1, spent: { digits: 2n } }])
  })

  test('callers are told apart, one without a name too', () => {
    const ledger = openLedger()
    held(ledger, { ...two, name: undefined }, '0')
    held(ledger, { ...two, name: 'null' }, '0')
    held(ledger, two, '0')
    expect(ledger.snapshot().accounts.map((each) => each.caller)).toEqual([null, 'null', 'support'])
  })
})

describe('a snapshot', () => {
  test('holds over a restart, and what was open counts as spent', () => {
    const ledger = openLedger()
    ledger.settle(held(ledger, TEN_A_DAY, '4'), { usd: usd('0.125') })
    held(ledger, TEN_A_DAY, '5')
    const text = JSON.stringify(encodeLedger(ledger.snapshot()))
    expect(text).toBe(
      `{"format":"unhardcoded-budgets/v1","accounts":[{"caller":"support","window":"day","start":${Date.UTC(2026, 10, 27)},"spent":"5.125","requests":2}]}`,
    )
    const read = decodeLedger(JSON.parse(text))
    if (!read.ok) throw new Error(read.error)
    const again = openLedger(read.value)
    expect(refusal(again, TEN_A_DAY, '4.876')).toBeDefined()
    held(again, TEN_A_DAY, '4.875')
  })

  test('limits are those of now', () => {
    const ledger = openLedger()
    ledger.settle(held(ledger, TEN_A_DAY, '10'), 'unknown')
    held(ledger, caller({ window: 'day', usd: usd('20') }), '10')
  })

  test('an amount with more places than are read is rounded up', () => {
    const by = { ...TEN_A_DAY, name: 'tiny' }
    const ledger = openLedger()
    const outcome = ledger.reserve(by, NOON, { digits: 1n, exponent: -50 })
    expect(outcome.ok).toBe(true)
    const read = decodeLedger(encodeLedger(ledger.snapshot()))
    expect(read).toMatchObject({ value: { accounts: [{ spent: { digits: 1n, exponent: -40 } }] } })
  })

  const account = { caller: 'a', window: 'day', start: MIDNIGHT, spent: '1', requests: 1 }

  const wrongAccounts = [
    7,
    { ...account, caller: 7 },
    { ...account, window: 'year' },
    { ...account, start: MIDNIGHT + 1 },
    { ...account, spent: 1 },
    { ...account, spent: '-1' },
    { ...account, requests: -1 },
    { ...account, requests: undefined },
  ]

  test.each<[unknown, string]>([
    [null, '`format`'],
    [{ format: 'other', accounts: [] }, '`format`'],
    [{ format: 'unhardcoded-budgets/v1' }, '`accounts`'],
    ...wrongAccounts.map((wrong): [unknown, string] => [
      { format: 'unhardcoded-budgets/v1', accounts: [account, wrong] },
      '`accounts[1]`',
    ]),
  ])('%j is refused with its place', (value, place) => {
    expect(decodeLedger(value)).toMatchObject({
      ok: false,
      error: expect.stringContaining(place),
    })
  })
})

test('however calls overlap, what they cost stays within the budget, and adds up', () => {
  const cents = fc.integer({ min: 0, max: 500 })
  const step = fc.record({
    most: cents,
    /** Of the most, how much it cost. */
    share: fc.constantFrom(0, 1, 2),
    end: fc.constantFrom('cost', 'unknown', 'unused'),
    /** Which of the open calls ends first. */
    ends: fc.nat({ max: 5 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const ledger = openLedger()
      const open: [Reservation, Decimal][] = []
      let spent = ZERO
      for (const { most, share, end, ends } of steps) {
        const outcome = ledger.reserve(TEN_A_DAY, NOON, { digits: BigInt(most), exponent: -2 })
        const cost = { digits: BigInt(most * share), exponent: -2 - (share === 0 ? 0 : 1) }
        if (outcome.ok) open.push([outcome.value, cost])
        const [ending] = open.splice(ends, 1)
        if (ending === undefined) continue
        const [reservation, usdSpent] = ending
        ledger.settle(reservation, end === 'cost' ? { usd: usdSpent } : end)
        if (end === 'cost') spent = add(spent, usdSpent)
        if (end === 'unknown') spent = add(spent, reservation.worstCaseUsd)
      }
      for (const [reservation] of open) ledger.settle(reservation, 'unused')
      const [account] = ledger.snapshot().accounts
      expect(compare(account?.spent ?? ZERO, spent)).toBe(0)
      expect(compare(spent, usd('10'))).toBeLessThanOrEqual(0)
    }),
    runs(200),
  )
})
