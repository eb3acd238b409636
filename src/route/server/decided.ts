import type { Decimal } from '../../catalog/money.ts'
import type { Usage } from '../../catalog/price.ts'
import type { Judgement } from '../../trace/judgement.ts'
import type { Reservation } from '../callers/ledger.ts'
import type { Incoming } from './incoming.ts'
import type { Setting } from './setting.ts'

/** A request that was decided, and what it was decided from. */
export interface Decided {
  readonly incoming: Incoming
  readonly setting: Setting
  readonly judgement: Judgement
  /** Expected of a call to the first candidate. */
  readonly tokens: Usage | undefined
  /** What the caller's budgets hold for it. */
  readonly reservation: Reservation | undefined
  /** What it took of the purse of its flow, in USD; undefined where there is none. */
  readonly granted: Decimal | undefined
}
