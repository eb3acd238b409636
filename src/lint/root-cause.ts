import type { Diagnostic } from '../base/diagnostic.ts'

/**
 * Of a policy that selects nothing for a name that the catalog lacks, the name alone is told: as
 * gravely as that nothing is selected, which it says in a note.
 */
export function withRootCauses(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const effectOf = new Map<Diagnostic, Diagnostic>()
  for (const effect of diagnostics) {
    // Where several clauses are to blame, a name in one of them is not all there is to say.
    if (effect.code !== SELECTS_NOTHING || effect.related !== undefined) continue
    for (const cause of diagnostics) if (isIn(cause, effect)) effectOf.set(cause, effect)
  }
  const told = new Set(effectOf.values())
  return diagnostics.flatMap((each) => {
    if (told.has(each)) return []
    const effect = effectOf.get(each)
    return effect === undefined ? [each] : [caused(each, effect)]
  })
}

const SELECTS_NOTHING = 'UH6101'

/** What says that the catalog lacks a name: in the language, and in a raw term. */
const LACKING: ReadonlySet<string> = new Set(['UH1016', 'UH6108'])

function isIn({ code, source, span }: Diagnostic, around: Diagnostic): boolean {
  return (
    LACKING.has(code) &&
    source === around.source &&
    span.start >= around.span.start &&
    span.end <= around.span.end
  )
}

function caused(cause: Diagnostic, effect: Diagnostic): Diagnostic {
  const { notes = [] } = cause
  const severity = effect.severity === 'error' ? 'error' : cause.severity
  return { ...cause, severity, notes: [...notes, `so ${effect.message}`, ...(effect.notes ?? [])] }
}
