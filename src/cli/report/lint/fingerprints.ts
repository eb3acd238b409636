import { createHash } from 'node:crypto'
import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import { lineIndex } from '../line-index.ts'
import { slashedPath } from '../slashed-path.ts'
import type { LintReport } from './lint-report.ts'
import { regionOf, sourcesByName } from './region.ts'

/**
 * The identity of each diagnostic of a report, in their order, as SHA-256 in hex.
 *
 * It holds while the code, the path and the text of the lines stay, wherever these move in the
 * file; so what is known of a finding survives edits elsewhere. Findings that are alike in all of
 * that are told apart by counting them from the top. Without a position the message stands for the
 * lines.
 */
export function fingerprintsOf({
  diagnostics,
  sources,
}: Pick<LintReport, 'diagnostics' | 'sources'>): readonly string[] {
  const known = sourcesByName(sources)
  const seen = new Map<string, number>()
  return diagnostics.map((diagnostic) => {
    const { code, source } = diagnostic
    const text = linesOf(diagnostic, known.get(source)) ?? diagnostic.message
    const key = JSON.stringify([code, slashedPath(source), text])
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return createHash('sha256').update(`${key}${before}`).digest('hex')
  })
}

/** The lines that the diagnostic touches, without what depends on the layout around them. */
function linesOf({ span }: Diagnostic, source: Source | undefined): string | undefined {
  const region = regionOf(source, span)
  if (source === undefined || region === undefined) return undefined
  const starts = lineIndex(source)
  const from = starts[region.start.line - 1] ?? 0
  const to = starts[region.end.line] ?? source.text.length
  return source.text
    .slice(from, Math.min(to, from + LONGEST))
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .join('\n')
    .trim()
}

/** Code units that are enough to know lines by, however long they are. */
const LONGEST = 1000
