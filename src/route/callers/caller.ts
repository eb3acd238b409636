import type { Decimal } from '../../catalog/money.ts'
import type { Guard } from '../admission/guard.ts'
import type { BudgetWindow } from './budget-window.ts'

/** Whoever a request comes from. */
export interface Caller {
  /** Undefined where callers are not told apart. */
  readonly name: string | undefined
  /** What holds for every policy of this caller. */
  readonly guard: Guard
  readonly budgets: readonly Budget[]
}

/** What may be spent within each window; at least one of the two is there. */
export interface Budget {
  readonly window: BudgetWindow
  readonly usd?: Decimal
  readonly requests?: number
}
