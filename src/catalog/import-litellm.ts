import type { Checked } from '../base/diagnostic.ts'
import type { Capabilities, Catalog, Prices, PriceTier } from './catalog.ts'
import {
  addEntry,
  type ImportOptions,
  importedCatalog,
  isForChat,
  isWithdrawn,
  NO_REASONING_PRICE,
  NO_REQUEST_FEE,
  NOT_FOR_CHAT,
  noFindings,
  type ReadEntry,
  type Served,
  WITHDRAWN,
} from './import-catalog.ts'
import {
  countOf,
  flagOf,
  type JsonRecord,
  known,
  member,
  pricePerToken,
  recordOf,
  textOf,
} from './json-data.ts'
import { knownProvider } from './known-providers.ts'

/**
 * Makes a catalog of a LiteLLM cost map (`model_prices_and_context_window.json`). Prices are
 * numbers in USD per token there, `_above_200k_tokens` marks the price tiers, and an ability that
 * an entry does not mention is unknown.
 */
export function importLiteLlm(
  data: unknown,
  options: ImportOptions = {},
): Checked<Catalog | undefined> {
  const findings = noFindings()
  for (const [key, entry] of Object.entries(recordOf(data))) {
    if (key !== 'sample_spec')
      addEntry(findings, servedBy(key, recordOf(entry)), readEntry(recordOf(entry), options))
  }
  const origin = {
    url: 'https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json',
  }
  return importedCatalog({ source: SOURCE, origin, findings }, options)
}

const SOURCE = 'litellm'

/** What the map calls the providers that are known here under another name. */
const PROVIDER_NAMES: ReadonlyMap<string, string> = new Map([
  ['bedrock_converse', 'bedrock'],
  ['cohere_chat', 'cohere'],
  ['fireworks_ai', 'fireworks'],
  ['gemini', 'google'],
  ['meta_llama', 'meta'],
  ['moonshot', 'moonshotai'],
  ['together_ai', 'together'],
])

function providerName(name: string): string {
  if (name.startsWith('vertex_ai')) return 'vertex'
  return PROVIDER_NAMES.get(name) ?? name.replaceAll('_', '-')
}

function servedBy(key: string, entry: JsonRecord): Served {
  const listed = textOf(member(entry, 'litellm_provider')) ?? ''
  const provider = providerName(listed)
  return { provider, described: knownProvider(provider), model: servedModel(key, listed) }
}

const CHAT_MODES: ReadonlySet<unknown> = new Set(['chat', 'responses'])

function readEntry(entry: JsonRecord, options: ImportOptions): ReadEntry {
  const listed = textOf(member(entry, 'litellm_provider'))
  if (listed === undefined || listed.includes('/')) return { skipped: 'it names no provider' }
  if (!CHAT_MODES.has(member(entry, 'mode'))) return { skipped: 'it is not for chat' }
  const prices = pricesOf(entry)
  if (prices.price_in === undefined || prices.price_out === undefined) {
    return { skipped: 'it has no price per token' }
  }
  if (!isForChat(prices)) return NOT_FOR_CHAT
  if (isWithdrawn(member(entry, 'deprecation_date'), options)) return WITHDRAWN
  return {
    prices,
    notes: notesOn(entry, prices),
    capabilities: capabilitiesOf(entry),
    source: { prices: SOURCE, capabilities: SOURCE },
  }
}

/** The key without the provider in front of it. */
function servedModel(key: string, listed: string): string {
  const prefixes = [listed, listed.split('-')[0] ?? '', listed.replace(/_converse$/, '')]
  const prefix = prefixes.find((each) => each !== '' && key.startsWith(`${each}/`))
  return prefix === undefined ? key : key.slice(prefix.length + 1)
}

function pricesOf(entry: JsonRecord): Prices {
  const tiers = tiersOf(entry)
  return { ...tokenPrices(entry, ''), ...(tiers.length > 0 ? { tiers } : {}) }
}

function tokenPrices(entry: JsonRecord, suffix: string): Omit<Prices, 'tiers'> {
  const price = (name: string) => pricePerToken(member(entry, name + suffix))
  return known({
    price_in: price('input_cost_per_token'),
    price_out: price('output_cost_per_token'),
    price_cache_read:
      price('cache_read_input_token_cost') ?? price('input_cost_per_token_cache_hit'),
    price_cache_write: price('cache_creation_input_token_cost'),
  })
}

function notesOn(entry: JsonRecord, { price_in, price_out }: Prices): readonly string[] {
  const reasoning = pricePerToken(member(entry, 'output_cost_per_reasoning_token')) ?? price_out
  return [
    ...((pricePerToken(member(entry, 'input_cost_per_request')) ?? 0) > 0 ? [NO_REQUEST_FEE] : []),
    ...(reasoning === price_out ? [] : [NO_REASONING_PRICE]),
    ...(price_in === 0 && price_out === 0
      ? ['at a price of 0, which the map also writes for what it does not know']
      : []),
  ]
}

const TIER = /^(?:input|output)_cost_per_token_above_(\d{1,6})k_tokens$/

function tiersOf(entry: JsonRecord): readonly PriceTier[] {
  const thousands = new Set(Object.keys(entry).flatMap((key) => TIER.exec(key)?.[1] ?? []))
  return [...thousands]
    .map((k) => ({ above: Number(k) * 1000, ...tokenPrices(entry, `_above_${k}k_tokens`) }))
    .filter(({ above }) => above > 0)
    .sort((a, b) => a.above - b.above)
}

function capabilitiesOf(entry: JsonRecord): Capabilities {
  return known({
    context: countOf(member(entry, 'max_input_tokens')),
    max_output: countOf(member(entry, 'max_output_tokens')),
    supports_tools: flagOf(member(entry, 'supports_function_calling')),
    supports_vision: flagOf(member(entry, 'supports_vision')),
    supports_json_mode: flagOf(member(entry, 'supports_response_schema')),
    supports_reasoning: flagOf(member(entry, 'supports_reasoning')),
  }) as Capabilities
}
