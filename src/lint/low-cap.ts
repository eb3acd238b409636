import type { Candidate } from '../catalog/index.ts'
import { textAt } from '../decide/admitted.ts'
import { ownNumber } from '../decide/observe.ts'
import type { Ground } from './ground.ts'
import type { Clause, LintedPolicy } from './linted-policy.ts'
import { hasSurvivor, isListed, mayPass, routesOf } from './today.ts'

/** A cap on a price that alone keeps out every model. */
export interface LowCap {
  readonly clause: Clause
  readonly field: string
  /** Of those that pass all else, one with the lowest price. */
  readonly cheapest: Candidate
  readonly price: number
}

/**
 * The written cap below the cheapest of those that pass everything else, if nobody passes. None
 * where the clauses contradict each other: then no catalog has such a model.
 */
export function lowCapOf(policy: LintedPolicy, ground: Ground): LowCap | undefined {
  if (hasSurvivor(policy, ground)) return undefined
  const space = policy.space()
  if (space.isEmpty(space.of(policy.filter)) === true) return undefined
  const routes = routesOf(policy.selector)
  for (const clause of policy.clauses) {
    const { term, kind } = clause
    if (kind !== 'written' || term[0] !== 'cmp') continue
    const [field, relation] = [textAt(term, 1), textAt(term, 2)]
    if (!PRICES.has(field) || !CAPPING.has(relation)) continue
    const others = policy.clauses.filter((each) => each !== clause)
    const priced = ground.candidates.flatMap((cheapest) => {
      const price = ownNumber(field, cheapest)
      const isIn = isListed(cheapest, routes) && mayPass(others, cheapest, ground)
      return price === undefined || !isIn ? [] : [{ cheapest, price }]
    })
    const [first, ...rest] = priced
    if (first === undefined) continue
    const least = rest.reduce((low, each) => (each.price < low.price ? each : low), first)
    return { clause, field, ...least }
  }
  return undefined
}

const PRICES: ReadonlySet<string> = new Set(['price_in', 'price_out'])
const CAPPING: ReadonlySet<string> = new Set(['lt', 'le'])
