import type { Diagnostic } from '../base/diagnostic.ts'
import { lineStarts, positionAt } from '../base/source.ts'

/**
 * What is thrown where a policy that is part of a program does not compile: every error with its
 * place in the text.
 */
export function programFault(text: string, diagnostics: readonly Diagnostic[]): string {
  const starts = lineStarts(text)
  const reports = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, span, help }) => {
      const { line, column } = positionAt(starts, span.start)
      return `${code} at ${line}:${column}: ${message}${help === undefined ? '' : ` (${help})`}`
    })
  return `the policy does not compile\n${reports.join('\n')}`
}
