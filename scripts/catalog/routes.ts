import type { FoundRoute } from '../../src/catalog/assemble.ts'
import type { Capabilities, Prices } from '../../src/catalog/catalog.ts'
import { namingOf } from '../../src/catalog/family.ts'
import type { PriceStatement } from '../../src/catalog/genai-prices.ts'
import type { PriceList } from './genai-prices.ts'
import type { PiAiModel } from './pi-ai.ts'
import type { Statement, Statements } from './statements.ts'

export interface RouteSources {
  readonly models: readonly PiAiModel[]
  readonly list: PriceList | undefined
  readonly jsonMode: Statements['jsonMode']
  readonly day: string
}

/** The routes of a provider as the packages tell them together, and why others are left out. */
export function routesOf(
  provider: string,
  { models, list, jsonMode, day }: RouteSources,
): { readonly routes: readonly FoundRoute[]; readonly skipped: readonly string[] } {
  const routes: FoundRoute[] = []
  const skipped: string[] = []
  for (const model of models) {
    const naming = namingOf(provider, model.id)
    if ('skipped' in naming) {
      skipped.push(naming.skipped)
      continue
    }
    const statement = list?.(model.id, day)
    const { priceSource, ...settled } = settlePrices(piAiPrices(model), statement)
    const answersJson = jsonMode(provider, model.id)
    routes.push({
      provider,
      model: model.id,
      ...naming,
      name: model.name.replace(/^[^:]+: /, ''),
      capabilities: capabilitiesOf(model, answersJson),
      ...settled,
      source: {
        prices: priceSource,
        capabilities: 'pi-ai',
        ...(answersJson && { 'capabilities.supports_json_mode': answersJson.source }),
      },
    })
  }
  return { routes, skipped }
}

/**
 * Each capability and the statement it rests on, which is pi-ai's but for the answers in JSON. That
 * its chat models call tools is the package's rule of admission, stated in its README.
 */
function capabilitiesOf(model: PiAiModel, answersJson: Statement | undefined): Capabilities {
  return {
    ...(model.contextWindow ? { context: model.contextWindow } : {}),
    ...(model.maxTokens ? { max_output: model.maxTokens } : {}),
    supports_tools: true,
    supports_vision: model.input.includes('image'),
    ...(answersJson && { supports_json_mode: answersJson.holds }),
    ...(model.reasoning === undefined ? {} : { supports_reasoning: model.reasoning }),
  }
}

/** pi-ai writes 0 for what it does not know, so no 0 of it is a price. */
function piAiPrices({ cost }: PiAiModel): Prices {
  if (isAverage(cost)) return {}
  const tiers = (cost.tiers ?? []).map(({ inputTokensAbove, ...tier }) => ({
    above: inputTokensAbove,
    ...knownCosts(tier),
  }))
  return { ...knownCosts(cost), ...(tiers.length === 0 ? {} : { tiers }) }
}

/**
 * Some prices of routers are no list prices but averages over their traffic, most of which was
 * cached: input then costs a little more than cached input. Providers take half off cached input
 * or more, or nothing, and never a tenth.
 */
function isAverage({ input, cacheRead }: PiAiModel['cost']): boolean {
  return cacheRead > input * LEAST_DISCOUNT && cacheRead < input
}

const LEAST_DISCOUNT = 0.75

function knownCosts(cost: Omit<PiAiModel['cost'], 'tiers'>): Prices {
  return {
    ...(cost.input > 0 ? { price_in: cost.input } : {}),
    ...(cost.output > 0 ? { price_out: cost.output } : {}),
    ...(cost.cacheRead > 0 ? { price_cache_read: cost.cacheRead } : {}),
    ...(cost.cacheWrite > 0 ? { price_cache_write: cost.cacheWrite } : {}),
  }
}

interface Settled extends Pick<FoundRoute, 'prices' | 'changes' | 'also'> {
  readonly priceSource: 'genai-prices' | 'pi-ai'
}

/**
 * genai-prices holds where both say the same of what both name. Where they differ, the younger
 * statement holds, which is pi-ai's, and the other is kept beside it.
 */
function settlePrices(piAi: Prices, statement: PriceStatement | undefined): Settled {
  if (statement === undefined || Object.keys(statement.prices).length === 0) {
    return { prices: piAi, priceSource: 'pi-ai' }
  }
  const { prices, changes } = statement
  const known = piAi.price_in !== undefined || piAi.price_out !== undefined
  if (!known || agree(prices, piAi)) return { prices, changes, priceSource: 'genai-prices' }
  const { tiers: _, ...other } = prices
  return { prices: piAi, also: [{ source: 'genai-prices', ...other }], priceSource: 'pi-ai' }
}

function agree(a: Prices, b: Prices): boolean {
  const kinds = ['price_in', 'price_out', 'price_cache_read', 'price_cache_write'] as const
  return kinds.every(
    (kind) => a[kind] === undefined || b[kind] === undefined || a[kind] === b[kind],
  )
}
