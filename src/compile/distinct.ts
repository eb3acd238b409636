import type { Diagnostic } from '../base/diagnostic.ts'

/** The diagnostics without repetitions: one policy may be compiled several times over. */
export function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length < 2) return diagnostics
  const seen = new Set<string>()
  return diagnostics.filter(({ code, source, span, message }) => {
    const key = JSON.stringify([code, source, span.start, span.end, message])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
