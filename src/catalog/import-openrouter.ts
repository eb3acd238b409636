import type { Checked } from '../base/diagnostic.ts'
import type { Capabilities, Catalog, Prices } from './catalog.ts'
import {
  addEntry,
  type ImportOptions,
  importedCatalog,
  isWithdrawn,
  NO_REASONING_PRICE,
  NO_REQUEST_FEE,
  noFindings,
  type ReadEntry,
  WITHDRAWN,
} from './import-catalog.ts'
import {
  countOf,
  type JsonRecord,
  known,
  listOf,
  member,
  pricePerToken,
  recordOf,
  textOf,
} from './json-data.ts'
import { knownProvider } from './known-providers.ts'

/**
 * Makes a catalog of the answer to OpenRouter's `GET /api/v1/models`. Prices are decimal text in
 * USD per token there; abilities are what `supported_parameters` and `input_modalities` list.
 */
export function importOpenRouter(
  data: unknown,
  options: ImportOptions = {},
): Checked<Catalog | undefined> {
  const findings = noFindings()
  const described = knownProvider(SOURCE)
  for (const each of listOf(member(recordOf(data), 'data'))) {
    const entry = recordOf(each)
    const model = textOf(member(entry, 'id')) ?? ''
    addEntry(findings, { provider: SOURCE, described, model }, readEntry(entry, options))
  }
  const origin = { url: 'https://openrouter.ai/api/v1/models' }
  return importedCatalog({ source: SOURCE, origin, findings }, options)
}

const SOURCE = 'openrouter'

function readEntry(entry: JsonRecord, options: ImportOptions): ReadEntry {
  if (textOf(member(entry, 'id')) === undefined) return { skipped: 'it has no id' }
  if (isWithdrawn(member(entry, 'expiration_date'), options)) return WITHDRAWN
  const architecture = recordOf(member(entry, 'architecture'))
  const outputs = listOf(member(architecture, 'output_modalities'))
  if (outputs.length > 0 && !outputs.includes('text')) {
    return { skipped: 'it does not answer in text' }
  }
  const pricing = recordOf(member(entry, 'pricing'))
  const prices = pricesOf(pricing)
  if (prices.price_in === undefined || prices.price_out === undefined) {
    return { skipped: 'its price is not known, or that of the model that answers' }
  }
  return {
    ...known({ name: textOf(member(entry, 'name'))?.replace(/^[^:]+: /, '') }),
    prices,
    notes: notesOn(pricing),
    capabilities: capabilitiesOf(entry, architecture),
    source: { prices: SOURCE, capabilities: SOURCE },
  }
}

/** What an image or a search costs is no price of tokens, and is not kept. */
function pricesOf(pricing: JsonRecord): Prices {
  return known({
    price_in: pricePerToken(member(pricing, 'prompt')),
    price_out: pricePerToken(member(pricing, 'completion')),
    price_cache_read: pricePerToken(member(pricing, 'input_cache_read')),
    price_cache_write: pricePerToken(member(pricing, 'input_cache_write')),
  })
}

function notesOn(pricing: JsonRecord): readonly string[] {
  const reasoning = pricePerToken(member(pricing, 'internal_reasoning')) ?? 0
  const output = pricePerToken(member(pricing, 'completion'))
  return [
    ...((pricePerToken(member(pricing, 'request')) ?? 0) > 0 ? [NO_REQUEST_FEE] : []),
    ...(reasoning > 0 && reasoning !== output ? [NO_REASONING_PRICE] : []),
  ]
}

function capabilitiesOf(entry: JsonRecord, architecture: JsonRecord): Capabilities {
  const top = recordOf(member(entry, 'top_provider'))
  const parameters = member(entry, 'supported_parameters')
  const inputs = member(architecture, 'input_modalities')
  return known({
    context: countOf(member(entry, 'context_length')),
    max_output: countOf(member(top, 'max_completion_tokens')),
    supports_tools: lists(parameters, 'tools'),
    supports_vision: lists(inputs, 'image'),
    supports_json_mode: lists(parameters, 'response_format'),
    supports_reasoning: lists(parameters, 'reasoning'),
  }) as Capabilities
}

/** Whether a list names the word; unknown where there is no list. */
function lists(list: unknown, word: string): boolean | undefined {
  return Array.isArray(list) ? list.includes(word) : undefined
}
