import { displayWidth } from '../glyphs.ts'
import type { ReportOptions } from '../render-diagnostics.ts'
import { countOf, renderForemost } from '../render-findings.ts'
import { styleOf } from '../style.ts'
import { wrap } from '../wrap.ts'
import type { LintReport } from './lint-report.ts'
import { lintSummary } from './lint-summary.ts'

/**
 * For people: the findings with the lines they are about, and at the end how many there are and
 * what to do with them. Without findings one quiet line.
 */
export function prettyReport(report: LintReport, look: ReportOptions): string {
  const { files, diagnostics, sources } = report
  if (diagnostics.length === 0) {
    const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`
    return `${styleOf(look).faint(`${count}, nothing to report`)}\n`
  }
  const shown = renderForemost(diagnostics, sources, look)
  return `${shown}\n${lastLine(report, look)}\n`
}

/** `2 errors, 1 warning; 1 can be fixed by --fix`, in two lines where the screen is narrow. */
function lastLine({ diagnostics }: LintReport, look: ReportOptions): string {
  const count = countOf(diagnostics, look)
  const fixes = fixesText(diagnostics)
  if (fixes === '') return count
  const width = displayWidth(`${countOf(diagnostics, { color: false })}; ${fixes}`)
  return width <= look.width ? `${count}; ${fixes}` : [count, ...wrap(fixes, look.width)].join('\n')
}

function fixesText(diagnostics: LintReport['diagnostics']): string {
  const { safeFixes: safe, unsafeFixes: unsafe } = lintSummary(diagnostics)
  if (unsafe === 0) return safe === 0 ? '' : `${safe} can be fixed by \`--fix\``
  if (safe === 0) return `${unsafe} can be fixed by \`--fix --unsafe\``
  return `${safe} can be fixed by \`--fix\`, ${unsafe} more by \`--fix --unsafe\``
}
