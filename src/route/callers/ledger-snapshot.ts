import { err, ok, type Result } from '../../base/result.ts'
import { isJsonRecord, member } from '../../catalog/json-data.ts'
import { compare, type Decimal, decimalFrom, plain, ZERO } from '../../catalog/money.ts'
import { BUDGET_WINDOWS, type BudgetWindow, windowAt } from './budget-window.ts'

/*
 * What callers have spent, as JSON:
 *
 *     {"format":"unhardcoded-budgets/v1","accounts":[
 *       {"caller":"support","window":"day","start":1764201600000,"spent":"1.25","requests":17}]}
 *
 * `caller` is null where callers are not told apart, and `start` is when the window began, in
 * milliseconds since 1970. Members are only ever added within v1.
 */

export const LEDGER_FORMAT = 'unhardcoded-budgets/v1'

export interface LedgerSnapshot {
  readonly format: typeof LEDGER_FORMAT
  readonly accounts: readonly AccountRecord[]
}

/** What one caller has spent in one window. */
export interface AccountRecord {
  readonly caller: string | null
  readonly window: BudgetWindow
  /** Milliseconds since 1970. */
  readonly start: number
  /** USD. */
  readonly spent: Decimal
  readonly requests: number
}

/** The snapshot as a value for `JSON.stringify`. */
export function encodeLedger({ format, accounts }: LedgerSnapshot): unknown {
  return {
    format,
    accounts: accounts.map((each) => ({ ...each, spent: plain(writable(each.spent)) })),
  }
}

/** No more places than are read again. What is beyond them counts as one more of the last. */
function writable({ digits, exponent }: Decimal): Decimal {
  if (exponent >= -MOST_PLACES) return { digits, exponent }
  const cut = 10n ** BigInt(-MOST_PLACES - exponent)
  return { digits: (digits + cut - 1n) / cut, exponent: -MOST_PLACES }
}

const MOST_PLACES = 40

/** Reads what {@link encodeLedger} wrote. @returns the first thing that is wrong, with its place. */
export function decodeLedger(value: unknown): Result<LedgerSnapshot, string> {
  if (!isJsonRecord(value) || member(value, 'format') !== LEDGER_FORMAT) {
    return err(`\`format\`: it is \`${LEDGER_FORMAT}\``)
  }
  const listed = member(value, 'accounts')
  if (!Array.isArray(listed)) return err('`accounts`: it is a list')
  const accounts: AccountRecord[] = []
  for (const [i, each] of listed.entries()) {
    const account = accountFrom(each)
    if (account === undefined) {
      return err(
        `\`accounts[${i}]\`: it has \`caller\`, \`window\`, the \`start\` of it, \`spent\` and \`requests\``,
      )
    }
    accounts.push(account)
  }
  return ok({ format: LEDGER_FORMAT, accounts })
}

function accountFrom(value: unknown): AccountRecord | undefined {
  if (!isJsonRecord(value)) return undefined
  const caller = member(value, 'caller')
  const window = BUDGET_WINDOWS.find((each) => each === member(value, 'window'))
  const [start, requests] = [member(value, 'start'), member(value, 'requests')]
  const written = member(value, 'spent')
  const spent = typeof written === 'string' ? decimalFrom(written) : undefined
  if (caller !== null && typeof caller !== 'string') return undefined
  if (window === undefined || !isWhole(start) || !isWhole(requests)) return undefined
  if (spent === undefined || compare(spent, ZERO) < 0) return undefined
  if (windowAt(window, start).start !== start) return undefined
  return { caller, window, start, spent, requests }
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
