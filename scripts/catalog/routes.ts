import { compareBytes } from '../../src/base/byte-order.ts'
import type { Capabilities, Disagreement, PriceChange, Prices } from '../../src/catalog/catalog.ts'
import { namingOf } from './family.ts'
import { type PriceList, type PriceStatement, pricesOf } from './genai-prices.ts'
import type { PiAiModel } from './pi-ai.ts'
import type { ProviderRow } from './providers.ts'

/** One provider serving one model, as the packages tell it together. */
export interface RawRoute {
  readonly provider: ProviderRow
  readonly model: string
  /** How the provider spells the family, and the key under which spellings are one family. */
  readonly spelling: string
  readonly key: string
  readonly name: string
  readonly prices: Prices
  readonly priceSource: 'genai-prices' | 'pi-ai' | undefined
  readonly changes: readonly PriceChange[]
  readonly also: readonly Disagreement[]
  readonly capabilities: Capabilities
}

export interface RouteSources {
  readonly models: readonly PiAiModel[]
  readonly list: PriceList | undefined
  readonly day: string
}

/** The routes of a provider, one a family, and why the other models are left out. */
export function routesOf(
  provider: ProviderRow,
  { models, list, day }: RouteSources,
): { readonly routes: readonly RawRoute[]; readonly skipped: readonly string[] } {
  const skipped: string[] = []
  const best = new Map<string, RawRoute>()
  for (const model of models) {
    const naming = namingOf(provider.id, model.id)
    if ('skipped' in naming) {
      skipped.push(naming.skipped)
      continue
    }
    const statement = list === undefined ? undefined : pricesOf(list, model.id, day)
    const route = { provider, ...naming, ...routeOf(model, statement) }
    const rival = best.get(route.key)
    if (rival !== undefined) skipped.push('another id of the same model')
    if (rival === undefined || preference(route, rival) < 0) best.set(route.key, route)
  }
  return { routes: [...best.values()], skipped }
}

/** Worldwide profiles first, then the plainest id. */
function preference(a: RawRoute, b: RawRoute): number {
  const worldwide = Number(b.model.startsWith('global.')) - Number(a.model.startsWith('global.'))
  return worldwide || a.model.length - b.model.length || compareBytes(a.model, b.model)
}

function routeOf(
  model: PiAiModel,
  statement: PriceStatement | undefined,
): Omit<RawRoute, 'provider' | 'spelling' | 'key'> {
  return {
    model: model.id,
    name: model.name,
    capabilities: capabilitiesOf(model),
    ...settlePrices(piAiPrices(model), statement),
  }
}

/**
 * Each capability and the statement of pi-ai it rests on. That its chat models call tools is the
 * package's rule of admission, stated in its README.
 */
function capabilitiesOf(model: PiAiModel): Capabilities {
  return {
    ...(model.contextWindow ? { context: model.contextWindow } : {}),
    ...(model.maxTokens ? { max_output: model.maxTokens } : {}),
    supports_tools: true,
    supports_vision: model.input.includes('image'),
    ...(model.reasoning === undefined ? {} : { supports_reasoning: model.reasoning }),
  }
}

/** pi-ai writes 0 for what it does not know, so no 0 of it is a price. */
function piAiPrices({ cost }: PiAiModel): Prices {
  const tiers = (cost.tiers ?? []).map(({ inputTokensAbove, ...tier }) => ({
    above: inputTokensAbove,
    ...knownCosts(tier),
  }))
  return { ...knownCosts(cost), ...(tiers.length === 0 ? {} : { tiers }) }
}

function knownCosts(cost: Omit<PiAiModel['cost'], 'tiers'>): Prices {
  return {
    ...(cost.input > 0 ? { price_in: cost.input } : {}),
    ...(cost.output > 0 ? { price_out: cost.output } : {}),
    ...(cost.cacheRead > 0 ? { price_cache_read: cost.cacheRead } : {}),
    ...(cost.cacheWrite > 0 ? { price_cache_write: cost.cacheWrite } : {}),
  }
}

/**
 * genai-prices holds where both say the same of what both name. Where they differ, the younger
 * statement holds, which is pi-ai's, and the other is kept beside it.
 */
function settlePrices(
  piAi: Prices,
  statement: PriceStatement | undefined,
): Pick<RawRoute, 'prices' | 'priceSource' | 'changes' | 'also'> {
  const known = piAi.price_in !== undefined || piAi.price_out !== undefined
  if (statement === undefined || Object.keys(statement.prices).length === 0) {
    return { prices: piAi, priceSource: known ? 'pi-ai' : undefined, changes: [], also: [] }
  }
  const { prices, changes } = statement
  if (!known || agree(prices, piAi)) {
    return { prices, priceSource: 'genai-prices', changes, also: [] }
  }
  const { tiers: _, ...other } = prices
  return {
    prices: piAi,
    priceSource: 'pi-ai',
    changes: [],
    also: [{ source: 'genai-prices', ...other }],
  }
}

function agree(a: Prices, b: Prices): boolean {
  const kinds = ['price_in', 'price_out', 'price_cache_read', 'price_cache_write'] as const
  return kinds.every(
    (kind) => a[kind] === undefined || b[kind] === undefined || a[kind] === b[kind],
  )
}
