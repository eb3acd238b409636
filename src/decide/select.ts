import type { Candidate } from '../catalog/candidate.ts'
import type { Term } from '../ir/term.ts'
import { itemsAt, numberAt, type OperatorOf, recordOf, rowOf, subtermAt } from './admitted.ts'
import type { Context } from './context.ts'
import { minstd } from './minstd.ts'
import { verdict } from './pred.ts'

export interface Scored {
  readonly candidate: Candidate
  readonly score: number
}

/** The order in which candidates are tried; some selectors drop candidates. */
export function order(
  selector: Term,
  scored: readonly Scored[],
  context: Context,
): readonly Scored[] {
  return rowOf(ORDERS, selector)(selector, scored, context)
}

type Arrange = (selector: Term, scored: readonly Scored[], context: Context) => readonly Scored[]

const ORDERS: Readonly<Record<OperatorOf<'Selector'>, Arrange>> = {
  argmax: (_, scored) => [...scored].sort((a, b) => compareScores(a.score, b.score)),
  ordered: (_, scored) => scored,
  sample: (selector, scored, { seed = 0 }) => {
    const temperature = Math.max(numberAt(selector, 1), 0)
    const ratio = temperature / (temperature + 1)
    const ranked = [...scored].sort((a, b) => compareScores(a.score, b.score))
    const weights = ranked.map(() => 1)
    for (let rank = 1; rank < weights.length; rank++) {
      weights[rank] = (weights[rank - 1] ?? 0) * ratio
    }
    const pool = ranked.map((entry, rank) => ({ entry, weight: weights[rank] ?? 0 }))
    const draw = minstd(seed)
    return scored.flatMap(() => pool.splice(drawIndex(pool, draw), 1)).map(({ entry }) => entry)
  },
  chain: (selector, scored) => {
    const places = chainPlaces(selector)
    const listed = scored.flatMap(({ candidate }) => {
      const place = places.get(placeKey(candidate.provider_id, candidate.model_family))
      return place === undefined ? [] : [{ candidate, score: -place }]
    })
    return listed.sort((a, b) => compareScores(a.score, b.score))
  },
  top_k: (selector, scored, context) =>
    order(subtermAt(selector, 2), scored, context).slice(0, numberAt(selector, 1)),
  prefer: (selector, scored, context) => {
    const inner = order(subtermAt(selector, 2), scored, context)
    const wanted = ({ candidate }: Scored): boolean =>
      verdict(subtermAt(selector, 1), candidate, context) === true
    return [...inner.filter(wanted), ...inner.filter((entry) => !wanted(entry))]
  },
}

/** Higher first, NaN last; sorts are stable, so equal scores keep the order of the candidates. */
export function compareScores(a: number, b: number): number {
  if (a === b) return 0
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1
  return Number.isNaN(b) || a > b ? -1 : 1
}

/** The place of each listed pair, from 1. Of a pair listed twice, the last place counts. */
export function chainPlaces(selector: Term): ReadonlyMap<string, number> {
  return new Map(
    itemsAt(selector, 1).map((item, index) => {
      const { provider, provider_id, model, model_family } = recordOf(item)
      return [placeKey(`${provider ?? provider_id}`, `${model ?? model_family}`), index + 1]
    }),
  )
}

export function placeKey(provider: string, family: string): string {
  return `${provider}|${family}`
}

/** The first entry at which the running sum of weights reaches a drawn share of the whole. */
function drawIndex(pool: readonly { readonly weight: number }[], draw: () => number): number {
  const target = draw() * pool.reduce((total, { weight }) => total + weight, 0)
  let sum = 0
  for (const [index, { weight }] of pool.entries()) {
    sum += weight
    if (target <= sum) return index
  }
  return pool.length - 1
}
