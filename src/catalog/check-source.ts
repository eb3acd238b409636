import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import { cover, type Span } from '../base/span.ts'
import type { Catalog } from './catalog.ts'
import { type CheckOptions, checkCatalog } from './check.ts'
import type { Located } from './document/located.ts'
import { readText } from './document/read-text.ts'
import type { Finding } from './finding.ts'
import { loadCatalog } from './load.ts'

/** Loads a catalog and checks it, so that the findings have places in its text. */
export function checkSource(source: Source, options: CheckOptions): Checked<Catalog | undefined> {
  const { value, diagnostics } = loadCatalog(source)
  if (value === undefined || hasErrors(diagnostics)) return { value, diagnostics }
  const root = readText(source, { source: source.name, text: source.text, diagnostics: [] })
  const findings = checkCatalog(value, options).map((each) => locate(each, root, source))
  return { value, diagnostics: [...diagnostics, ...findings].toSorted(byPlace) }
}

function locate(finding: Finding, root: Located | undefined, { name }: Source): Diagnostic {
  const { path, ...rest } = finding
  return { ...rest, source: name, span: spanAt(root, path) }
}

/** The key at the end of a path, or the start of a list's item; as far as the document goes. */
function spanAt(root: Located | undefined, path: readonly string[]): Span {
  let node = root
  let span: Span = { start: 0, end: 0 }
  for (const step of path) {
    if (node?.kind === 'list') {
      node = node.items[Number(step)]
      span = startOf(node) ?? span
      continue
    }
    const entry = node?.kind === 'record' ? node.entries.find(({ key }) => key === step) : undefined
    if (entry === undefined) return span
    span = entry.keySpan
    node = entry.value
  }
  return span
}

/** A record is shown by its first member: the whole of it can be many lines. */
function startOf(node: Located | undefined): Span | undefined {
  const first = node?.kind === 'record' ? node.entries[0] : undefined
  return first === undefined ? node?.span : cover(first.keySpan, first.value.span)
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.span.start - b.span.start
}
