import type { Checked } from '../base/diagnostic.ts'
import type { Capabilities, Catalog, Prices, Provider } from './catalog.ts'
import { isAddress } from './document/scalars.ts'
import {
  addEntry,
  type Findings,
  type ImportOptions,
  importedCatalog,
  noFindings,
  type ReadEntry,
  skip,
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
    else readProvider(id, recordOf(listed), findings)
  }
  const origin = { url: 'https://models.dev/api.json' }
  return importedCatalog({ source: SOURCE, origin, findings }, options)
}

const SOURCE = 'models-dev'

/** What the list calls the providers that are known here under another name. */
const PROVIDER_NAMES: ReadonlyMap<string, string> = new Map([
  ['amazon-bedrock', 'bedrock'],
  ['cloudflare-workers-ai', 'cloudflare'],
  ['fireworks-ai', 'fireworks'],
  ['google-vertex', 'vertex'],
  ['togetherai', 'together'],
])

function readProvider(listed: string, entry: JsonRecord, findings: Findings): void {
  const id = PROVIDER_NAMES.get(listed) ?? listed
  const described = { ...describedProvider(entry), ...knownProvider(id) }
  for (const [model, each] of Object.entries(recordOf(member(entry, 'models')))) {
    addEntry(findings, { provider: id, described, model }, readEntry(model, recordOf(each)))
  }
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

function readEntry(model: string, entry: JsonRecord): ReadEntry {
  if (model === '') return { skipped: 'it has no id' }
  if (member(entry, 'status') === 'deprecated') return { skipped: 'it is deprecated' }
  const modalities = recordOf(member(entry, 'modalities'))
  const outputs = listOf(member(modalities, 'output'))
  if (outputs.length > 0 && !outputs.includes('text')) {
    return { skipped: 'it does not answer in text' }
  }
  const prices = pricesOf(recordOf(member(entry, 'cost')))
  if (prices.price_in === undefined || prices.price_out === undefined) {
    return { skipped: 'it has no price per token' }
  }
  return {
    ...known({ name: textOf(member(entry, 'name')) }),
    prices,
    capabilities: capabilitiesOf(entry, modalities),
    source: { prices: SOURCE, capabilities: SOURCE },
  }
}

function pricesOf(cost: JsonRecord): Prices {
  const long = tokenPrices(recordOf(member(cost, 'context_over_200k')))
  const tiers = Object.keys(long).length > 0 ? [{ above: 200_000, ...long }] : undefined
  return known({ ...tokenPrices(cost), tiers })
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
  return known({
    context: countOf(member(limit, 'context')),
    max_output: countOf(member(limit, 'output')),
    supports_tools: flagOf(member(entry, 'tool_call')),
    supports_vision: Array.isArray(inputs) ? inputs.includes('image') : undefined,
    supports_json_mode: flagOf(member(entry, 'structured_output')),
    supports_reasoning: flagOf(member(entry, 'reasoning')),
  }) as Capabilities
}
