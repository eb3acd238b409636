import type { Diagnostic, Edit } from '../../src/base/diagnostic.ts'

/** The text after the fixes of all diagnostics that have one. */
export function fixed(text: string, diagnostics: readonly Diagnostic[]): string {
  const edits = diagnostics.flatMap(({ fix }) => fix?.edits ?? [])
  return edits.toSorted(lastFirst).reduce(apply, text)
}

function lastFirst(a: Edit, b: Edit): number {
  return b.span.start - a.span.start || b.span.end - a.span.end
}

function apply(text: string, edit: Edit): string {
  return text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end)
}
