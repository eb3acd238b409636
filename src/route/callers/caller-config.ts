import type { DefaultPolicy } from '../admission/admission-setup.ts'
import type { PolicyParams } from '../admission/policy-params.ts'
import type { BudgetWindow } from './budget-window.ts'

/** Who may call, as the router is configured. */
export interface CallersConfig {
  /** None: whoever reaches the router may call it, under `anonymous`. */
  readonly callers: readonly CallerConfig[]
  /** What holds where there are no callers with keys; everything is allowed where absent. */
  readonly anonymous?: CallerRules
}

/** Somebody who is known by a key. */
export interface CallerConfig extends CallerRules {
  /** In receipts and metrics: 1 to 64 letters, digits and `_ - . : @ /`. */
  readonly name: string
  /** `sha256:` and the hash of a key in hex, one or more. A key itself is never configured. */
  readonly keys: readonly string[]
}

/** What holds for every request of a caller. */
export interface CallerRules {
  /** A condition in the language of policies that every route has to satisfy. */
  readonly envelope?: string
  /** Parameters that policies may touch which come with a request; a list of its own where absent. */
  readonly transforms?: readonly string[]
  /** The only policies of the router that may be asked for, and nothing else; any where absent. */
  readonly policies?: readonly string[]
  /** What decides where a request says no policy; that of the router where absent. */
  readonly defaultPolicy?: DefaultPolicy
  /**
   * Values for parameters that a request cannot change. They hold for each policy of the router that
   * is asked for and has such a parameter: not for flows, whose steps have the values that the flow
   * gives them, and not for texts and terms that come with a request.
   */
  readonly params?: PolicyParams
  /** Routes of this scope are for this caller. */
  readonly scope?: string
  /** Each of them holds. */
  readonly budgets?: readonly BudgetConfig[]
}

/** What may be spent within each window. */
export interface BudgetConfig {
  readonly window: BudgetWindow
  /** USD as decimal text, `12.50`. */
  readonly usd?: string
  /** A whole number of 0 or more. */
  readonly requests?: number
}
