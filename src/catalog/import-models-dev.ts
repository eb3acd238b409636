import type { Checked } from '../base/diagnostic.ts'
import type { Capabilities, Catalog, Prices, PriceTier, Provider } from './catalog.ts'
import { isAddress } from './document/scalars.ts'
import {
  addEntry,
  type Findings,
  type ImportOptions,
  importedCatalog,
  isForChat,
  isWithdrawn,
  NO_CONDITIONAL_PRICE,
  NO_REASONING_PRICE,
  NOT_FOR_CHAT,
  noFindings,
  type ReadEntry,
  skip,
  WITHDRAWN,
} from './import-catalog.ts'
import {
  countOf,
  flagOf,
  type JsonRecord,
  known,
  listOf,
  member,
  pricePerMillion,
  recordOf,
  textOf,
} from './json-data.ts'
import { knownProvider } from './known-providers.ts'

/**
 * Makes a catalog of the JSON of models.dev (`api.json`): providers by id, each with its models.
 * Prices are numbers in USD per million tokens there.
 */
export function importModelsDev(
  data: unknown,
  options: ImportOptions = {},
): Checked<Catalog | undefined> {
  const findings = noFindings()
  for (const [id, listed] of Object.entries(recordOf(data))) {
    if (id.includes('/') || id === '') skip(findings, 'the name of its provider cannot be used', id)
    else readProvider(id, recordOf(listed), { findings, options })
  }
  const origin = { url: 'https://models.dev/api.json' }
  return importedCatalog({ source: SOURCE, origin, findings }, options)
}

const SOURCE = 'models.dev'

/** What the list calls the providers that are known here under another name. */
const PROVIDER_NAMES: ReadonlyMap<string, string> = new Map([
  ['amazon-bedrock', 'bedrock'],
  ['cloudflare-workers-ai', 'cloudflare'],
  ['fireworks-ai', 'fireworks'],
  ['google-vertex', 'vertex'],
  ['togetherai', 'together'],
])

function readProvider(listed: string, entry: JsonRecord, { findings, options }: Import): void {
  const id = PROVIDER_NAMES.get(listed) ?? listed
  const described = { ...describedProvider(entry), ...knownProvider(id) }
  for (const [model, each] of Object.entries(recordOf(member(entry, 'models')))) {
    const read = readEntry(model, recordOf(each), options)
    addEntry(findings, { provider: id, described, model }, read)
  }
}

interface Import {
  readonly findings: Findings
  readonly options: ImportOptions
}

function describedProvider(entry: JsonRecord): Provider {
  const address = textOf(member(entry, 'api'))
  const variable = textOf(listOf(member(entry, 'env'))[0])
  return known({
    name: textOf(member(entry, 'name')),
    base_url: address !== undefined && isAddress(address) ? address : undefined,
    api: textOf(member(entry, 'npm'))?.endsWith('/anthropic') ? 'anthropic' : undefined,
    key_env: variable !== undefined && /^[A-Za-z_]\w*$/.test(variable) ? variable : undefined,
  } as const)
}

function readEntry(model: string, entry: JsonRecord, options: ImportOptions): ReadEntry {
  if (model === '') return { skipped: 'it has no id' }
  if (member(entry, 'status') === 'deprecated') return { skipped: 'it is deprecated' }
  if (isWithdrawn(member(entry, 'retirement_date'), options)) return WITHDRAWN
  const modalities = recordOf(member(entry, 'modalities'))
  const outputs = listOf(member(modalities, 'output'))
  if (outputs.length > 0 && !outputs.includes('text')) {
    return { skipped: 'it does not answer in text' }
  }
  const cost = recordOf(member(entry, 'cost'))
  const prices = pricesOf(cost)
  if (prices.price_in === undefined || prices.price_out === undefined) {
    return { skipped: 'it has no price per token' }
  }
  if (!isForChat(prices)) return NOT_FOR_CHAT
  return {
    ...known({ name: textOf(member(entry, 'name')) }),
    prices,
    notes: notesOn(cost),
    capabilities: capabilitiesOf(entry, modalities),
    source: { prices: SOURCE, capabilities: SOURCE },
  }
}

function pricesOf(cost: JsonRecord): Prices {
  const tiers = tiersOf(cost)
  return known({ ...tokenPrices(cost), tiers: tiers.length > 0 ? tiers : undefined })
}

/**
 * The prices of long requests. `context_over_200k` says the same in an older form that knows one
 * threshold only, so it holds where there are no `tiers`.
 */
function tiersOf(cost: JsonRecord): readonly PriceTier[] {
  const tiers = new Map<number, PriceTier>()
  for (const tier of listOf(member(cost, 'tiers')).map(recordOf)) {
    const above = thresholdOf(tier)
    if (above !== undefined) tiers.set(above, { above, ...tokenPrices(tier) })
  }
  const older = tokenPrices(recordOf(member(cost, 'context_over_200k')))
  if (tiers.size === 0 && Object.keys(older).length > 0) return [{ above: 200_000, ...older }]
  return [...tiers.values()].sort((a, b) => a.above - b.above)
}

/** Tokens of input above which a tier holds; undefined for a tier of another kind. */
function thresholdOf(tier: JsonRecord): number | undefined {
  const condition = recordOf(member(tier, 'tier'))
  return member(condition, 'type') === 'context' ? countOf(member(condition, 'size')) : undefined
}

function notesOn(cost: JsonRecord): readonly string[] {
  const reasoning = member(cost, 'reasoning')
  const others = listOf(member(cost, 'tiers')).filter((tier) => !thresholdOf(recordOf(tier)))
  return [
    ...(reasoning === undefined || reasoning === member(cost, 'output')
      ? []
      : [NO_REASONING_PRICE]),
    ...(others.length === 0 ? [] : [NO_CONDITIONAL_PRICE]),
  ]
}

function tokenPrices(cost: JsonRecord): Omit<Prices, 'tiers'> {
  return known({
    price_in: pricePerMillion(member(cost, 'input')),
    price_out: pricePerMillion(member(cost, 'output')),
    price_cache_read: pricePerMillion(member(cost, 'cache_read')),
    price_cache_write: pricePerMillion(member(cost, 'cache_write')),
  })
}

function capabilitiesOf(entry: JsonRecord, modalities: JsonRecord): Capabilities {
  const limit = recordOf(member(entry, 'limit'))
  const inputs = member(modalities, 'input')
  const tools = member(entry, 'tool_call')
  return known({
    context: countOf(member(limit, 'context')),
    max_output: countOf(member(limit, 'output')),
    supports_tools: flagOf(tools) ?? flagOf(member(recordOf(tools), 'supported')),
    supports_vision: Array.isArray(inputs) ? inputs.includes('image') : undefined,
    supports_json_mode: flagOf(member(entry, 'structured_output')),
    supports_reasoning: flagOf(member(entry, 'reasoning')),
  }) as Capabilities
}
