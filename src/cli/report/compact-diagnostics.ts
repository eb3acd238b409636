import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { placeOf } from './code-frame.ts'
import { visible } from './glyphs.ts'

/** Diagnostics one a line, as editors and `grep` like them: `acme.uh:4:22: error[UH2003]: …`. */
export function compactDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
): string {
  const known = new Map(sources.map((source) => [source.name, source]))
  return diagnostics
    .map(({ code, severity, message, source, span }) => {
      const text = known.get(source)
      const { line, column } = text === undefined ? START : placeOf(text, span)
      return `${visible(source)}:${line}:${column}: ${severity}[${code}]: ${visible(message)}\n`
    })
    .join('')
}

const START = { line: 1, column: 1 }
