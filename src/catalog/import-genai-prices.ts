import type { Checked } from '../base/diagnostic.ts'
import type { Capabilities, Catalog, PriceChange } from './catalog.ts'
import { isDay } from './document/scalars.ts'
import { statementOf } from './genai-prices.ts'
import {
  addEntry,
  type Findings,
  type ImportOptions,
  importedCatalog,
  NO_REASONING_PRICE,
  NO_REQUEST_FEE,
  noFindings,
  type ReadEntry,
} from './import-catalog.ts'
import { countOf, type JsonRecord, known, listOf, member, recordOf, textOf } from './json-data.ts'
import { knownProvider } from './known-providers.ts'

/**
 * Makes a catalog of the JSON of genai-prices (`data.json`): a list of providers, each with its
 * models. Prices are in USD per million tokens there; of dated prices those in force on
 * `options.asOf` are taken, or the latest when no day is given.
 */
export function importGenaiPrices(
  data: unknown,
  options: ImportOptions = {},
): Checked<Catalog | undefined> {
  const findings = noFindings()
  for (const entry of listOf(data)) readProvider(recordOf(entry), options.asOf ?? LATEST, findings)
  const origin = { url: 'https://github.com/pydantic/genai-prices' }
  return importedCatalog({ source: SOURCE, origin, findings }, options)
}

const SOURCE = 'genai-prices'
const LATEST = '9999-12-31'

/** What the list calls the providers that are known here under another name. */
const PROVIDER_NAMES: ReadonlyMap<string, string> = new Map([
  ['aws', 'bedrock'],
  ['x-ai', 'xai'],
])

function readProvider(entry: JsonRecord, day: string, findings: Findings): void {
  const listed = textOf(member(entry, 'id')) ?? ''
  const provider = PROVIDER_NAMES.get(listed) ?? listed.replaceAll('_', '-')
  const named = known({ name: textOf(member(entry, 'name')) })
  const described = { ...named, ...knownProvider(provider) }
  for (const each of listOf(member(entry, 'models'))) {
    const model = textOf(member(recordOf(each), 'id')) ?? ''
    const read: ReadEntry = isUsable(listed)
      ? readEntry(recordOf(each), day)
      : { skipped: 'the name of its provider cannot be used' }
    addEntry(findings, { provider, described, model }, read)
  }
}

function isUsable(provider: string): boolean {
  return provider !== '' && !provider.includes('/')
}

function readEntry(entry: JsonRecord, day: string): ReadEntry {
  if (textOf(member(entry, 'id')) === undefined) return { skipped: 'it has no id' }
  if (member(entry, 'deprecated') === true) return { skipped: 'it is deprecated' }
  const { prices, changes } = statementOf(entry, day)
  if (prices.price_in === undefined || prices.price_out === undefined) {
    return { skipped: 'it has no price per token of input and output' }
  }
  return {
    ...known({ name: textOf(member(entry, 'name')) }),
    prices,
    changes: changes.filter(isDated),
    notes: notesOn(entry),
    capabilities: known({ context: countOf(member(entry, 'context_window')) }) as Capabilities,
    source: { prices: SOURCE, capabilities: SOURCE },
  }
}

function notesOn(entry: JsonRecord): readonly string[] {
  const listed = member(entry, 'prices')
  const records = Array.isArray(listed)
    ? listed.map((each) => recordOf(member(recordOf(each), 'prices')))
    : [recordOf(listed)]
  const names = (kind: string) => records.some((prices) => member(prices, kind) !== undefined)
  return [
    ...(names('requests_kcount') ? [NO_REQUEST_FEE] : []),
    ...(names('output_reasoning_mtok') ? [NO_REASONING_PRICE] : []),
  ]
}

function isDated({ from }: PriceChange): boolean {
  return isDay(from)
}
