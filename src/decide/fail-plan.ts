import type { ActionName } from '../ir/admit-action.ts'
import type { Param, Term } from '../ir/term.ts'
import { type OperatorOf, paramAt, recordOf, rowOf, subtermAt, textAt } from './admitted.ts'
import { normalized } from './normalized.ts'

/** What to do after a failure. Beyond these, keys with numbers are the host's to read. */
export interface Action {
  readonly action: ActionName
  /** What follows when retries are used up. */
  readonly then_action?: ActionName
  readonly attempts?: number
  /** One pause before every retry, or a pause for each. */
  readonly backoff_ms?: number | readonly number[]
  readonly open_breaker_ms?: number
  readonly [key: string]: Param | undefined
}

/**
 * The action that a policy, or a fail plan, takes after a failure of that kind. A kind without an
 * override gets the override of `unknown`, and without that the base.
 */
export function classify(term: Term, reason: string): Action {
  const { base, overrides } = failTable(term)
  return overrides.get(reason) ?? overrides.get('unknown') ?? base
}

/** A fail plan as a table: what holds for every kind, and what for some. */
export interface FailTable {
  readonly base: Action
  readonly overrides: ReadonlyMap<string, Action>
}

/** Kept by term, since a router asks on every failure. */
const tables = new WeakMap<Term, FailTable>()

/** The table of a policy, or of a fail plan. */
export function failTable(term: Term): FailTable {
  const known = tables.get(term)
  if (known !== undefined) return known
  // Normalized first: entries equal to the base are dropped, which an `unknown` then covers.
  const normal = normalized(term)
  const overrides = new Map<string, Action>()
  const base = read(normal[0] === 'policy' ? subtermAt(normal, 5) : normal, overrides)
  const table = { base, overrides }
  tables.set(term, table)
  return table
}

/** Answers the base of a plan, and fills in its overrides, the innermost first. */
type Reader = (plan: Term, overrides: Map<string, Action>) => Action

const read: Reader = (plan, overrides) => rowOf(READERS, plan)(plan, overrides)

const READERS: Readonly<Record<OperatorOf<'FailPlan'>, Reader>> = {
  always: (plan) => actionAt(plan, 1),
  override: (plan, overrides) => {
    const base = read(subtermAt(plan, 1), overrides)
    overrides.set(textAt(plan, 2), actionAt(plan, 3))
    return base
  },
}

function actionAt(plan: Term, position: number): Action {
  const record = recordOf(paramAt(plan, position))
  if (typeof record.action !== 'string') throw new Error('admission promised an action')
  // Admission has checked the members by name.
  return record as Action
}
