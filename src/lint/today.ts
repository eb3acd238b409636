import type { Candidate } from '../catalog/index.ts'
import { subtermAt, subtermsOf, textAt } from '../decide/admitted.ts'
import { normalized } from '../decide/normalized.ts'
import { ownFlag, ownNumber } from '../decide/observe.ts'
import { verdict } from '../decide/pred.ts'
import { chainPlaces, placeKey } from '../decide/select.ts'
import type { Term } from '../ir/term.ts'
import type { Ground } from './ground.ts'
import type { Clause, LintedPolicy } from './linted-policy.ts'

/*
 * What a policy does with the catalog of today, as far as the catalog alone tells. What only a
 * request says (its needs, its scope) and what only a host measures (latency, health) is open, so
 * an answer here holds for every request at any time. So is a flag that the catalog has of no
 * route: whether a provider keeps a log is in the contract, which not every catalog knows.
 */

/** What is open besides requests and measurements. */
export type Doubt =
  /** Nothing: a figure that the catalog lacks reads as its default, as it does in a decision. */
  | 'none'
  /** Figures that the catalog lacks: they may be anything. */
  | 'unknown figures'

/** The catalog, and how far it is believed: fully where nothing is said. */
export interface Today extends Pick<Ground, 'candidates' | 'context'> {
  readonly doubt?: Doubt
}

/** Whether the predicate holds for a candidate of the catalog; undefined where that is open. */
export function holdsToday(pred: Term, candidate: Candidate, setting: Today): boolean | undefined {
  switch (pred[0]) {
    case 'and':
      return allOf(subtermsOf(pred).map((part) => holdsToday(part, candidate, setting)))
    case 'or':
      return opposite(
        allOf(subtermsOf(pred).map((part) => opposite(holdsToday(part, candidate, setting)))),
      )
    case 'not':
      return opposite(holdsToday(subtermAt(pred, 1), candidate, setting))
    case 'meets_req':
      return undefined
    case 'scope_matches':
      return candidate.scope === undefined ? true : undefined
    case 'is': {
      const name = textAt(pred, 1)
      const isOpen = REPORTED.has(name) || !isStated(name, setting)
      if (isOpen) return ownFlag(name, candidate) === true ? true : undefined
      break
    }
    case 'cmp': {
      const name = textAt(pred, 1)
      const isOpen = MEASURED.has(name) || setting.doubt === 'unknown figures'
      if (isOpen && ownNumber(name, candidate) === undefined) return undefined
      break
    }
    default:
  }
  return verdict(pred, candidate, setting.context) === true
}

/** What no catalog says of a route, but a host that has called it does. */
const MEASURED: ReadonlySet<string> = new Set(['latency_ms', 'tok_s', 'success_rate', 'credits'])
const REPORTED: ReadonlySet<string> = new Set(['breaker_open', 'disabled'])

/** Whether the catalog has the flag of any route. */
function isStated(flag: string, { candidates }: Today): boolean {
  const known = stated.get(candidates) ?? new Map<string, boolean>()
  stated.set(candidates, known)
  const answer = known.get(flag) ?? candidates.some((each) => ownFlag(flag, each) !== undefined)
  known.set(flag, answer)
  return answer
}

/** Kept with the catalog, since every policy asks the same. */
const stated = new WeakMap<readonly Candidate[], Map<string, boolean>>()

function allOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}

function opposite(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer
}

/** Whether nothing keeps a candidate out for certain. */
export function mayPass(clauses: readonly Clause[], candidate: Candidate, setting: Today): boolean {
  return clauses.every(({ term }) => holdsToday(normalized(term), candidate, setting) !== false)
}

/** The candidates that nothing keeps out for certain, be it the filter or a list of routes. */
export function survivorsOf(policy: LintedPolicy, ground: Ground): readonly Candidate[] {
  const listed = routesOf(policy.selector)
  return ground.candidates.filter(
    (candidate) => isListed(candidate, listed) && mayPass(policy.clauses, candidate, ground),
  )
}

/**
 * Whether a candidate is left, for numbers that a caller is likely to give. Where a parameter is a
 * number within a range, the ends may well leave nobody, so only its default counts.
 */
export function hasSurvivor(policy: LintedPolicy, ground: Ground): boolean {
  if (!hasUsualNumbers(policy)) return true
  const listed = routesOf(policy.selector)
  return ground.candidates.some(
    (candidate) => isListed(candidate, listed) && mayPass(policy.clauses, candidate, ground),
  )
}

function hasUsualNumbers({ typed, params }: LintedPolicy): boolean {
  return [...typed.params.values()].every(
    (param) => param.type.kind !== 'number' || param.default?.value === params[param.name],
  )
}

/** The routes that a selector keeps, by `provider|family`; undefined where it keeps any. */
export function routesOf(selector: Term): ReadonlySet<string> | undefined {
  switch (selector[0]) {
    case 'chain':
      return new Set(chainPlaces(selector).keys())
    case 'top_k':
    case 'prefer':
      return routesOf(subtermAt(selector, 2))
    default:
      return undefined
  }
}

export function isListed(
  { provider_id, model_family }: Candidate,
  routes: ReadonlySet<string> | undefined,
): boolean {
  return routes === undefined || routes.has(placeKey(provider_id, model_family))
}
