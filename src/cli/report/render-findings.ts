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
  const shown = renderDiagnostics(foremost(diagnostics), sources, options)
  const left = diagnostics.length - MOST
  const more = left > 0 ? `, the first ${MOST} shown` : ''
  return `${shown}\n${countOf(diagnostics, options)}${more}\n`
}

/** Where there are too many, the graver ones. */
function foremost(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= MOST) return diagnostics
  const rank = ({ severity }: Diagnostic) => SEVERITIES.indexOf(severity)
  return diagnostics.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST)
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
