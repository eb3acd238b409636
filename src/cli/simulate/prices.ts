import { err, ok, type Result } from '../../base/result.ts'
import { type Catalog, candidatesOf } from '../../catalog/index.ts'
import { pricedRoutes, type RoutePrice } from '../../catalog/priced-routes.ts'
import type { NamedPrice } from '../../trace/what-if/index.ts'
import { type Problem, problem } from '../problem.ts'
import { candidateNamed } from './candidate-named.ts'

/** The option that names other prices. */
export const PRICE_OPTION = {
  kind: 'list',
  value: 'ID=IN,OUT',
  doc: 'other prices for a route, USD per million tokens',
} as const

/** The prices as they are written on the command line; of a route that is priced twice, the last. */
export function pricesOf(texts: readonly string[]): Result<readonly NamedPrice[], Problem> {
  const prices = new Map<string, NamedPrice>()
  for (const text of texts) {
    const groups = /^(?<id>.+)=(?<input>\d+(?:\.\d+)?),(?<output>\d+(?:\.\d+)?)$/.exec(text)?.groups
    const { id = '', input = '', output = '' } = groups ?? {}
    if (groups === undefined) {
      return err(
        problem(
          `\`--price ${text}\` is not a price`,
          'write `--price PROVIDER/MODEL=IN,OUT`, in USD per million tokens: `openai/gpt-5=1.25,10`',
        ),
      )
    }
    prices.set(id, { route: id, priceIn: Number(input), priceOut: Number(output) })
  }
  return ok([...prices.values()])
}

/** The catalog at the prices that were asked for. */
export function priced(catalog: Catalog, texts: readonly string[]): Result<Catalog, Problem> {
  const prices = pricesOf(texts)
  if (!prices.ok) return prices
  if (prices.value.length === 0) return ok(catalog)
  const candidates = candidatesOf(catalog)
  const changed: RoutePrice[] = []
  for (const { route, ...price } of prices.value) {
    const named = candidateNamed(route, candidates)
    if (!named.ok) return named
    changed.push({ candidate: named.value, ...price })
  }
  return ok(pricedRoutes(catalog, changed))
}
