import type { Diagnostic, Edit, Fix } from '../base/diagnostic.ts'
import type { Span } from '../base/span.ts'
import { diagnosticsOf } from './diagnostics-of.ts'
import type { Document } from './document.ts'

/** A change that answers a diagnostic. */
export interface QuickFix extends Fix {
  readonly diagnostic: Diagnostic
}

/** The fixes of all diagnostics that touch a range, in the order of the text. */
export function fixesFor(document: Document, { start, end }: Span): readonly QuickFix[] {
  return diagnosticsOf(document).flatMap((diagnostic) => {
    const { fix, span } = diagnostic
    if (fix === undefined || span.start > end || span.end < start) return []
    return [{ ...fix, diagnostic }]
  })
}

/** Every fix that keeps the fingerprint, as one change; of two that overlap the first. */
export function safeFixes(document: Document): readonly Edit[] {
  const edits: Edit[] = []
  for (const { fix } of diagnosticsOf(document)) {
    if (fix?.safe === true && !fix.edits.some((edit) => edits.some((each) => meet(each, edit)))) {
      edits.push(...fix.edits)
    }
  }
  return edits.sort((a, b) => a.span.start - b.span.start)
}

/** Two insertions at one place meet too: their order would be a guess. */
function meet({ span: a }: Edit, { span: b }: Edit): boolean {
  return a.start <= b.end && b.start <= a.end
}
