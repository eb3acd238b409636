import type { Diagnostic } from '../../base/diagnostic.ts'
import { lineStarts, positionAt } from '../../base/source.ts'
import { escapeUnprintable } from '../../ir/describe-value.ts'

/**
 * The errors among the diagnostics as the lines of a message, the first few of them:
 * `1:23: expected a number (UH0001); did you mean …`.
 *
 * @param text what the places are in, where the caller has it before him.
 */
export function toldDiagnostics(diagnostics: readonly Diagnostic[], text?: string): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const starts = text === undefined ? undefined : lineStarts(text)
  const lines = errors.slice(0, MOST_TOLD).map(({ code, message, span, help }) => {
    const at = starts === undefined ? undefined : positionAt(starts, span.start)
    const place = at === undefined ? '' : `${at.line}:${at.column}: `
    return `${place}${message} (${code})${help === undefined ? '' : `; ${help}`}`
  })
  if (errors.length > MOST_TOLD) lines.push(`and ${errors.length - MOST_TOLD} more`)
  return lines.map(escapeUnprintable).join('\n')
}

const MOST_TOLD = 3
