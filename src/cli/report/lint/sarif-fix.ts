import type { Diagnostic } from '../../../base/diagnostic.ts'
import { positionAt, type Source } from '../../../base/source.ts'
import { lineIndex } from '../line-index.ts'
import { artifactLocation, sarifRegion } from './sarif-location.ts'

/** The fix of a diagnostic as SARIF lists them; undefined where there is none to be applied. */
export function sarifFix({ fix }: Diagnostic, source: Source | undefined) {
  if (fix === undefined || fix.edits.length === 0 || source === undefined) return undefined
  const starts = lineIndex(source)
  const replacements = fix.edits.map(({ span, text }) => ({
    deletedRegion: sarifRegion({
      span,
      start: positionAt(starts, span.start),
      end: positionAt(starts, span.end),
    }),
    insertedContent: { text },
  }))
  return [
    {
      description: { text: fix.title },
      artifactChanges: [{ artifactLocation: artifactLocation(source.name), replacements }],
      properties: { safe: fix.safe },
    },
  ]
}
