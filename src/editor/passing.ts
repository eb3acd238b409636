import type { Candidate } from '../catalog/index.ts'
import { KERNELS } from '../decide/kernel-evaluator.ts'
import type { Term } from '../ir/term.ts'
import type { Workspace } from './workspace.ts'

/** How much of a catalog a condition lets pass. A model passes when one of its routes does. */
export interface Passing {
  readonly models: number
  readonly ofModels: number
  readonly routes: readonly Candidate[]
  readonly ofRoutes: number
}

/**
 * Who passes an admitted predicate, for a request that asks for nothing and a host that has
 * measured nothing. Undefined where no catalog is at hand.
 */
export function passing(pred: Term, { candidates, vocabulary }: Workspace): Passing | undefined {
  if (candidates.length === 0) return undefined
  const context = { vocabulary, order: 'as given' } as const
  const verdicts = KERNELS.verdicts(pred, candidates, context)
  const routes = candidates.filter((_, i) => verdicts[i] === true)
  return passed(routes, candidates)
}

export function passed(routes: readonly Candidate[], candidates: readonly Candidate[]): Passing {
  return {
    models: countModels(routes),
    ofModels: countModels(candidates),
    routes,
    ofRoutes: candidates.length,
  }
}

function countModels(routes: readonly Candidate[]): number {
  return new Set(routes.map(({ model_family }) => model_family)).size
}

/** `12 of 143 models` */
export function passingText({ models, ofModels }: Passing): string {
  return `${models} of ${ofModels} models`
}

/**
 * The route with the lowest blended price, three tokens in to one out; the first of several.
 * Undefined where no price is known.
 */
export function cheapestOf(routes: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined
  let lowest = Number.POSITIVE_INFINITY
  for (const route of routes) {
    const price = blendedPrice(route)
    if (price < lowest) {
      best = route
      lowest = price
    }
  }
  return best
}

function blendedPrice({ price_in, price_out }: Candidate): number {
  if (price_in === undefined || price_out === undefined) return Number.POSITIVE_INFINITY
  return 0.75 * price_in + 0.25 * price_out
}
