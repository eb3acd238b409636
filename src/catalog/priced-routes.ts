import { compareBytes } from '../base/byte-order.ts'
import type { Candidate } from './candidate.ts'
import type { Catalog, Model, Named, Route } from './catalog.ts'

/** Other prices for a route. */
export interface RoutePrice {
  readonly candidate: Candidate
  /** USD per million tokens. */
  readonly priceIn: number
  /** USD per million tokens. */
  readonly priceOut: number
}

/**
 * The catalog at other prices for some routes, each given once. Prices of long requests go, since
 * they were of the old price list.
 */
export function pricedRoutes(catalog: Catalog, prices: readonly RoutePrice[]): Catalog {
  if (prices.length === 0) return catalog
  const models: Record<string, Model> = Object.assign(Object.create(null), catalog.models)
  for (const price of prices) {
    const { model_family } = price.candidate
    const model = models[model_family]
    if (model !== undefined) models[model_family] = withPrice(model, price)
  }
  return { ...catalog, models: models satisfies Named<Model> }
}

function withPrice(model: Model, price: RoutePrice): Model {
  const target = routeOf(model, price.candidate)
  const priced = (route: Route): Route => {
    if (route !== target) return route
    const { tiers: _, ...rest } = route
    return { ...rest, price_in: price.priceIn, price_out: price.priceOut }
  }
  return { ...model, served_by: model.served_by.map(priced) }
}

/** Routes of one name are told apart by `#2`, `#3`, in the order of what their provider calls them. */
function routeOf({ served_by }: Model, candidate: Candidate): Route | undefined {
  const { cid, provider_id, model_family, offer } = candidate
  const ofName = served_by.filter(
    (route) => route.provider === provider_id && route.offer?.peer_id === offer?.peer_id,
  )
  const servedAs = ({ model = model_family }: Route): string => model
  ofName.sort((a, b) => compareBytes(servedAs(a), servedAs(b)))
  const nth = /#(\d+)$/.exec(cid)?.[1]
  return ofName[nth === undefined || ofName.length === 1 ? 0 : Number(nth) - 1]
}
