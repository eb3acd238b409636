import { type Checked, hasErrors } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { Catalog } from './catalog.ts'
import { decodeCatalog } from './document/decode-catalog.ts'
import { readText } from './document/read-text.ts'
import { readValue } from './document/read-value.ts'
import { type Reading, report } from './document/reading.ts'

/**
 * Reads a catalog from YAML or JSON. Every fault is reported with its place (UH6001 to UH6021,
 * and UH6030); there is no catalog when one of them is an error.
 *
 * @param source the text, with or without the name by which reports call it.
 */
export function loadCatalog(source: Source | string): Checked<Catalog | undefined> {
  const named = typeof source === 'string' ? { name: UNNAMED, text: source } : source
  const reading: Reading = { source: named.name, text: named.text, diagnostics: [] }
  const root = readText(named, reading)
  return settle(root && decodeCatalog(root, reading), reading)
}

const UNNAMED = '<catalog>'

/** Checks plain data, such as a catalog that was parsed or recorded elsewhere. */
export function catalogOf(document: unknown, name = UNNAMED): Checked<Catalog | undefined> {
  const reading: Reading = { source: name, text: '', diagnostics: [] }
  const root = readValue(document)
  if ('kind' in root) return settle(decodeCatalog(root, reading), reading)
  const what = root.path === '' ? 'the document' : `\`${root.path}\``
  report(reading, 'UH6003', { message: `${what} ${root.reason}`, span: { start: 0, end: 0 } })
  return settle(undefined, reading)
}

function settle(
  catalog: Catalog | undefined,
  { diagnostics }: Reading,
): Checked<Catalog | undefined> {
  const sorted = diagnostics.toSorted((a, b) => a.span.start - b.span.start)
  return { value: hasErrors(sorted) ? undefined : catalog, diagnostics: sorted }
}
