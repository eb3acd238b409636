import { compareBytes } from '../base/byte-order.ts'
import type { Checked, Diagnostic } from '../base/diagnostic.ts'
import { assembleModels, type FoundRoute } from './assemble.ts'
import type { Catalog, Origin, Prices, Provider } from './catalog.ts'
import { CATALOG_CODES, type CatalogCode } from './codes.ts'
import { namingOf } from './family.ts'
import { catalogOf } from './load.ts'
import { quoted } from './quoted.ts'

export interface ImportOptions {
  /** The day on which the data was fetched, `2026-11-10`. */
  readonly asOf?: string
  /** How diagnostics call the data: a path or an address. */
  readonly name?: string
}

/** What an importer collects while it reads a list. */
export interface Findings {
  readonly routes: FoundRoute[]
  readonly providers: Map<string, Provider>
  /** The entries left out or taken in part, by what became of them and why. */
  readonly notes: Map<string, string[]>
}

export function noFindings(): Findings {
  return { routes: [], providers: new Map(), notes: new Map() }
}

/** Leaves an entry out, and remembers why. */
export function skip(findings: Findings, reason: string, id: string): void {
  note(findings, `left out, ${reason}`, id)
}

function note({ notes }: Findings, text: string, id: string): void {
  const ids = notes.get(text)
  if (ids === undefined) notes.set(text, [id])
  else ids.push(id)
}

/** What an entry of a list holds, or why it is left out. */
export type ReadEntry = TakenEntry | Skipped

/** Parts of a price that a catalog has no place for. */
export const NO_REASONING_PRICE = 'without the other price of its reasoning tokens'
export const NO_CONDITIONAL_PRICE = 'without the prices that hold under other conditions'
export const NO_REQUEST_FEE = 'without its fee for each request'

interface TakenEntry extends Omit<FoundRoute, 'provider' | 'model' | 'spelling' | 'key'> {
  /** What a catalog cannot say of it, or a doubt about what it says. */
  readonly notes?: readonly string[]
}

export interface Skipped {
  readonly skipped: string
}

/** The day on which a model is withdrawn has come, `2026-07-14` and later. */
export const WITHDRAWN: Skipped = { skipped: 'it is withdrawn by then' }

export function isWithdrawn(day: unknown, { asOf }: ImportOptions): boolean {
  return asOf !== undefined && typeof day === 'string' && day !== '' && day <= asOf
}

/** What lists say of models for embeddings, which they do not always tell from others. */
export const NOT_FOR_CHAT: Skipped = { skipped: 'it is not for chat, only its input has a price' }

export function isForChat({ price_in = 0, price_out = 0 }: Prices): boolean {
  return price_in === 0 || price_out > 0
}

/** Who serves which model under which id. */
export interface Served {
  readonly provider: string
  readonly described: Provider
  readonly model: string
}

/** Adds the route of an entry, unless it is left out or its id names no one model. */
export function addEntry(findings: Findings, served: Served, entry: ReadEntry): void {
  const { provider, described, model } = served
  const id = `${provider}/${model}`
  const naming = 'skipped' in entry ? entry : namingOf(provider, model)
  if ('skipped' in naming) skip(findings, naming.skipped, id)
  else if (!('skipped' in entry)) {
    const { notes = [], ...taken } = entry
    findings.providers.set(provider, described)
    findings.routes.push({ provider, model, ...taken, ...naming })
    for (const each of notes) note(findings, `taken ${each}`, id)
  }
}

export interface ImportedList {
  /** How the list is called: `openrouter`. */
  readonly source: string
  readonly origin: Origin
  readonly findings: Findings
}

/**
 * Makes a catalog of what was found, checked like any other. Adds UH6032 where there is nothing
 * to make one of, and one UH6033 for each reason for which entries were left out or taken in part.
 */
export function importedCatalog(
  { source, origin, findings }: ImportedList,
  { asOf, name = `<${source}>` }: ImportOptions = {},
): Checked<Catalog | undefined> {
  const { routes, providers, notes } = findings
  const { models, others } = assembleModels(routes)
  for (const { provider, model } of others) {
    skip(findings, 'another id of the same model', `${provider}/${model}`)
  }
  const reports = [...notes]
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([text, ids]) => diagnostic('UH6033', name, noteText(text, ids)))
  if (routes.length === 0) {
    const message = `nothing in this data is a model of the kind that ${quoted(source)} lists`
    return { value: undefined, diagnostics: [diagnostic('UH6032', name, message), ...reports] }
  }
  const used = new Set(routes.map(({ provider }) => provider))
  const { value, diagnostics } = catalogOf(
    {
      catalog: 1,
      ...(asOf === undefined ? {} : { as_of: asOf }),
      sources: { [source]: asOf === undefined ? origin : { ...origin, as_of: asOf } },
      providers: Object.assign(
        Object.create(null),
        Object.fromEntries([...providers].filter(([id]) => used.has(id)).sort(byName)),
      ),
      models,
    },
    name,
  )
  return { value, diagnostics: [...diagnostics, ...reports] }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareBytes(a, b)
}

const MOST_IDS = 3

function noteText(text: string, ids: readonly string[]): string {
  const shown = ids.slice(0, MOST_IDS).map(quoted).join(', ')
  const more = ids.length > MOST_IDS ? ` and ${ids.length - MOST_IDS} more` : ''
  return `${ids.length} ${text}: ${shown}${more}`
}

function diagnostic(code: CatalogCode, source: string, message: string): Diagnostic {
  const { severity } = CATALOG_CODES[code]
  return { code, severity, message, source, span: { start: 0, end: 0 } }
}
