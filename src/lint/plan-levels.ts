import type { Place } from '../compile/index.ts'
import { inheritedBody } from '../compile/specialise/extend.ts'
import { paramAt, recordOf, textAt } from '../decide/admitted.ts'
import { type Action, classify, failTable } from '../decide/fail-plan.ts'
import { encodeParam } from '../ir/encode.ts'
import { type Param, subtermAt, type Term } from '../ir/term.ts'
import { type LintedPolicy, samePlace } from './linted-policy.ts'

/** One answer of a failure plan as it was lowered: to one reason, or the base for all others. */
export interface PlanLevel {
  readonly term: Term
  readonly place: Place
  /** Undefined for the base. */
  readonly reason: string | undefined
  readonly action: Action
  /** A clause of its own, a part of a raw term, or what `fallback next` brings along. */
  readonly kind: 'clause' | 'raw' | 'standard'
}

/** Kept by plan, since every rule about plans asks for them. */
const levelsOfPlan = new WeakMap<Term, readonly PlanLevel[]>()

/** The answers of the plan, outermost first and the base last. */
export function planLevels(policy: LintedPolicy): readonly PlanLevel[] {
  const known = levelsOfPlan.get(policy.failPlan)
  if (known !== undefined) return known
  const levels = readLevels(policy)
  levelsOfPlan.set(policy.failPlan, levels)
  return levels
}

function readLevels(policy: LintedPolicy): readonly PlanLevel[] {
  const { fallback, overrides } = inheritedBody(policy.typed)
  const levels: PlanLevel[] = []
  for (let term = policy.failPlan; ; term = subtermAt(term, 1)) {
    const place = policy.placeOf(term)
    const isBase = term[0] !== 'override'
    const isClause = isBase
      ? fallback !== undefined
      : overrides.some((each) => samePlace(each.place, place))
    levels.push({
      term,
      place,
      reason: isBase ? undefined : textAt(term, 2),
      action: actionOf(term),
      kind:
        fallback?.kind === 'term' && (isBase || !isClause)
          ? 'raw'
          : isClause
            ? 'clause'
            : 'standard',
    })
    if (isBase) return levels
  }
}

function actionOf(level: Term): Action {
  // `always` and `override` both end in their action, and admission has checked its members.
  return recordOf(paramAt(level, level.length - 1)) as Action
}

/**
 * The level that answers a failure of the kind: its own where the plan does what that says, though
 * the normal form may have dropped it; else the one of `unknown`, or the base.
 */
export function levelFor(policy: LintedPolicy, reason: string): PlanLevel {
  const { failPlan } = policy
  const levels = planLevels(policy)
  const own = levels.find((each) => each.reason === reason)
  if (own !== undefined && isSame(own.action, classify(failPlan, reason))) return own
  const rest = failTable(failPlan).overrides.has('unknown') ? 'unknown' : undefined
  const level = levels.find((each) => each.reason === rest)
  if (level === undefined) throw new Error('a plan has an answer for every reason')
  return level
}

/** Whether two actions are one. */
export function isSame(a: Acting | undefined, b: Acting): boolean {
  // Actions are records of parameters, as admission has checked.
  if (a === b) return true
  if (a === undefined || a.action !== b.action) return false
  return encodeParam(a as Param) === encodeParam(b as Param)
}

type Acting = { readonly action?: unknown }

/** What a level is asked for, of some reasons: each with those that it answers. */
export function levelsFor(
  policy: LintedPolicy,
  reasons: readonly string[],
): readonly { readonly level: PlanLevel; readonly reasons: readonly string[] }[] {
  const byTerm = new Map<Term, { level: PlanLevel; reasons: string[] }>()
  for (const reason of reasons) {
    const level = levelFor(policy, reason)
    const known = byTerm.get(level.term)
    if (known === undefined) byTerm.set(level.term, { level, reasons: [reason] })
    else known.reasons.push(reason)
  }
  return [...byTerm.values()]
}

/** What finally happens: the action, or what follows when the retries are used up. */
export function finalAction({ action, then_action = 'next_candidate' }: Action): string {
  return action === 'retry_same' ? then_action : action
}
