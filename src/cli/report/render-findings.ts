import type { Diagnostic, Severity } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { type ReportOptions, renderDiagnostics } from './render-diagnostics.ts'
import { styleOf } from './style.ts'

/**
 * The first diagnostics as people read them, and a last line that counts them all:
 * `2 errors, 1 warning`. Empty when there are none.
 */
export function renderFindings(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  options: ReportOptions,
): string {
  if (diagnostics.length === 0) return ''
  const shown = renderDiagnostics(diagnostics.slice(0, MOST), sources, options)
  const left = diagnostics.length - MOST
  const more = left > 0 ? `, the first ${MOST} shown` : ''
  return `${shown}\n${countOf(diagnostics, options)}${more}\n`
}

/** Reports that a person reads at once; programs get them all. */
const MOST = 50

function countOf(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  const style = styleOf(options)
  return SEVERITIES.flatMap((severity) => {
    const count = diagnostics.filter((each) => each.severity === severity).length
    if (count === 0) return []
    return [style[severity](`${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`)]
  }).join(', ')
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']
