import { compareBytes } from '../base/byte-order.ts'
import type { Checked, Diagnostic } from '../base/diagnostic.ts'
import { assembleModels, type FoundRoute } from './assemble.ts'
import type { Catalog, Origin, Provider } from './catalog.ts'
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
  /** The entries left out, by reason. */
  readonly skipped: Map<string, string[]>
}

export function noFindings(): Findings {
  return { routes: [], providers: new Map(), skipped: new Map() }
}

/** Leaves an entry out, and remembers why. */
export function skip({ skipped }: Findings, reason: string, id: string): void {
  const ids = skipped.get(reason)
  if (ids === undefined) skipped.set(reason, [id])
  else ids.push(id)
}

/** What an entry of a list holds, or why it is left out. */
export type ReadEntry = Omit<FoundRoute, 'provider' | 'model' | 'spelling' | 'key'> | Skipped

export interface Skipped {
  readonly skipped: string
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
  const naming = 'skipped' in entry ? entry : namingOf(provider, model)
  if ('skipped' in naming) skip(findings, naming.skipped, `${provider}/${model}`)
  else if (!('skipped' in entry)) {
    findings.providers.set(provider, described)
    findings.routes.push({ provider, model, ...entry, ...naming })
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
 * to make one of, and one UH6033 for each reason for which entries were left out.
 */
export function importedCatalog(
  { source, origin, findings }: ImportedList,
  { asOf, name = `<${source}>` }: ImportOptions = {},
): Checked<Catalog | undefined> {
  const { routes, providers, skipped } = findings
  const { models, others } = assembleModels(routes)
  for (const { provider, model } of others) {
    skip(findings, 'another id of the same model', `${provider}/${model}`)
  }
  const reports = [...skipped]
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([reason, ids]) => diagnostic('UH6033', name, leftOut(reason, ids)))
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

function leftOut(reason: string, ids: readonly string[]): string {
  const shown = ids.slice(0, MOST_IDS).map(quoted).join(', ')
  const more = ids.length > MOST_IDS ? ` and ${ids.length - MOST_IDS} more` : ''
  return `${ids.length} left out, ${reason}: ${shown}${more}`
}

function diagnostic(code: CatalogCode, source: string, message: string): Diagnostic {
  const { severity } = CATALOG_CODES[code]
  return { code, severity, message, source, span: { start: 0, end: 0 } }
}
