import { compareBytes } from '../base/byte-order.ts'
import { encodeParam } from './encode.ts'
import { type Param, subtermAt, type Term } from './term.ts'

/**
 * The normal form of a failure plan: its base under one override for each reason.
 *
 * An outer override of a reason wins over an inner one. The overrides are sorted by the UTF-8
 * bytes of their reasons, the largest outermost; those whose action is the base's are dropped.
 * Recursion would meet the overrides of a plan again at each of its levels, so the chain is
 * walked as a whole.
 *
 * @param record told of every level of the plan and of the level that stands for it now: a
 *   shadowed override is spoken for by the winning one, a dropped one by the base.
 */
export function collapsePlan(plan: Term, record: (from: Term, to: Term) => void): Term {
  const { levels, base } = levelsOf(plan)
  const winners = new Map<string, Term>()
  for (const level of levels) {
    const reason = reasonOf(level)
    if (!winners.has(reason)) winners.set(reason, level)
  }
  const spokesmen = new Map<string, Term>()
  const isBase = sameAs(actionOf(base))
  let normal = base
  for (const reason of [...winners.keys()].sort(compareBytes)) {
    const level = winners.get(reason)
    if (level === undefined || isBase(actionOf(level))) continue
    normal = subtermAt(level, 1) === normal ? level : ['override', normal, reason, actionOf(level)]
    spokesmen.set(reason, normal)
  }
  for (const level of levels) record(level, spokesmen.get(reasonOf(level)) ?? base)
  record(base, base)
  return normal
}

interface Levels {
  /** The overrides, outermost first. */
  readonly levels: readonly Term[]
  readonly base: Term
}

function levelsOf(plan: Term): Levels {
  const levels: Term[] = []
  let base = plan
  for (; base[0] === 'override'; base = subtermAt(base, 1)) levels.push(base)
  return { levels, base }
}

/** Tells whether an action is this one; most say at once that they do something else. */
function sameAs(base: Param): (action: Param) => boolean {
  let encoded: string | undefined
  return (action) => {
    if (nameOf(action) !== nameOf(base)) return false
    encoded ??= encodeParam(base)
    return encodeParam(action) === encoded
  }
}

function nameOf(action: Param): unknown {
  return typeof action === 'object' && 'action' in action ? action.action : undefined
}

function reasonOf(level: Term): string {
  return `${level[2]}`
}

function actionOf(level: Term): Param {
  // `always` and `override` both end in their action.
  return level.at(-1) as Param
}
