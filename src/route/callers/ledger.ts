import { err, ok, type Result } from '../../base/result.ts'
import { add, compare, type Decimal, plain, subtract, ZERO } from '../../catalog/money.ts'
import type { RouterError } from '../router-error.ts'
import { type BudgetWindow, windowAt } from './budget-window.ts'
import type { Budget, Caller } from './caller.ts'
import { LEDGER_FORMAT, type LedgerSnapshot } from './ledger-snapshot.ts'

/**
 * What callers have spent. It outlives their configuration: limits are those of the caller that
 * reserves, and what was spent is kept by name.
 *
 * The most that a call can cost is held before it is made, and its real cost takes the place of
 * that afterwards. So no budget is overrun, however many calls run at once; and both belong to the
 * window in which the call began.
 */
export interface Ledger {
  /**
   * Holds what a call may cost at most, and counts the call.
   *
   * @param nowMs milliseconds since 1970.
   * @returns `budget_spent` where a budget has no room; nothing is held then.
   */
  readonly reserve: (
    caller: Caller,
    nowMs: number,
    worstCaseUsd: Decimal,
  ) => Result<Reservation, RouterError>
  /** What became of the call. Only the first time counts. */
  readonly settle: (reservation: Reservation, end: Settlement) => void
  /** Plain data to begin another ledger from. What is held is in it as spent. */
  readonly snapshot: () => LedgerSnapshot
}

/** What is held for a call. */
export interface Reservation {
  readonly worstCaseUsd: Decimal
}

export type Settlement =
  /** What it cost, of which no more is known than this. */
  | { readonly usd: Decimal }
  /** It was made and nobody knows what it cost: what was held is spent. */
  | 'unknown'
  /** Nobody was called: it costs nothing and is not counted. */
  | 'unused'

/** @param before what {@link decodeLedger} read of an earlier one. */
export function openLedger(before?: LedgerSnapshot): Ledger {
  const accounts = new Map<string, Account>(
    (before?.accounts ?? []).map((record) => [
      keyOf(record.caller, record.window),
      { ...record, held: ZERO },
    ]),
  )
  const open = new Map<Reservation, readonly Account[]>()
  return {
    reserve(caller, nowMs, worstCaseUsd) {
      const charged = caller.budgets.map((budget) => ({
        budget,
        account: accountAt(caller.name ?? null, budget.window, nowMs),
      }))
      for (const { budget, account } of charged) {
        const refusal = refusalBy(budget, account, { nowMs, worstCaseUsd })
        if (refusal !== undefined) return err(refusal)
      }
      // Two budgets of one window share its account.
      const touched = [...new Set(charged.map(({ account }) => account))]
      for (const account of touched) {
        account.held = add(account.held, worstCaseUsd)
        account.requests += 1
      }
      const reservation: Reservation = { worstCaseUsd }
      open.set(reservation, touched)
      return ok(reservation)
    },
    settle(reservation, end) {
      const charged = open.get(reservation)
      if (charged === undefined) return
      open.delete(reservation)
      const { worstCaseUsd } = reservation
      for (const account of charged) {
        account.held = subtract(account.held, worstCaseUsd)
        if (end === 'unused') account.requests -= 1
        else account.spent = add(account.spent, end === 'unknown' ? worstCaseUsd : end.usd)
      }
    },
    snapshot: () => ({
      format: LEDGER_FORMAT,
      accounts: [...accounts.values()].map(({ held, ...record }) => ({
        ...record,
        spent: add(record.spent, held),
      })),
    }),
  }

  /** That of the window that it is now. A clock that is set back opens no window again. */
  function accountAt(caller: string | null, window: BudgetWindow, nowMs: number): Account {
    const key = keyOf(caller, window)
    const known = accounts.get(key)
    const { start } = windowAt(window, nowMs)
    if (known !== undefined && known.start >= start) return known
    // Calls that are still open settle with the account of the window that they began in.
    const account = { caller, window, start, spent: ZERO, held: ZERO, requests: 0 }
    accounts.set(key, account)
    return account
  }
}

/** What one caller has spent in the window that it is now. */
interface Account {
  readonly caller: string | null
  readonly window: BudgetWindow
  /** Milliseconds since 1970. */
  readonly start: number
  spent: Decimal
  /** For calls that are open. */
  held: Decimal
  requests: number
}

function keyOf(caller: string | null, window: BudgetWindow): string {
  return JSON.stringify([caller, window])
}

interface Asked {
  readonly nowMs: number
  readonly worstCaseUsd: Decimal
}

function refusalBy(
  { window, usd, requests }: Budget,
  account: Account,
  { nowMs, worstCaseUsd }: Asked,
): RouterError | undefined {
  const end = windowAt(window, account.start).end
  const untilEnd = Math.max(0, end - nowMs)
  if (requests !== undefined && account.requests >= requests) {
    const message = `the ${requests} requests a ${window} of this key are used up: ${again(end)}`
    return { code: 'budget_spent', message, retryAfterMs: untilEnd }
  }
  if (usd === undefined) return undefined
  const after = add(account.spent, worstCaseUsd)
  if (compare(add(after, account.held), usd) <= 0) return undefined
  const limit = `the $${plain(usd, 2)} a ${window} of this key`
  const most = `the $${plain(worstCaseUsd, 2)} that this call may cost`
  if (compare(worstCaseUsd, usd) > 0) {
    const message = `${limit} are less than ${most}: allow it fewer tokens, or let a cheaper policy decide`
    return { code: 'budget_spent', message }
  }
  if (compare(after, usd) > 0) {
    const message = `of ${limit} less is left than ${most}: ${again(end)}`
    return { code: 'budget_spent', message, retryAfterMs: untilEnd }
  }
  const message = `${limit} have no room for ${most} while other calls run: call again when they have ended`
  return { code: 'budget_spent', message, retryAfterMs: Math.min(SOON_MS, untilEnd) }
}

function again(end: number): string {
  return `call again after ${new Date(end).toISOString().replace('.000Z', 'Z')}`
}

/** Calls that are open may end any time. */
const SOON_MS = 1_000
