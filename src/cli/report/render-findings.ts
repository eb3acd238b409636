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
  return `${renderForemost(diagnostics, sources, options)}\n${countOf(diagnostics, options)}\n`
}

/** The diagnostics as people read them; where there are too many, the graver ones. */
export function renderForemost(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  options: ReportOptions,
): string {
  return renderDiagnostics(foremost(diagnostics), sources, options)
}

/** How many there are of each severity, and whether only the first of them are shown. */
export function countOf(
  diagnostics: readonly Diagnostic[],
  options: Pick<ReportOptions, 'color'>,
): string {
  const style = styleOf(options)
  const counts = SEVERITIES.flatMap((severity) => {
    const count = diagnostics.filter((each) => each.severity === severity).length
    if (count === 0) return []
    return [style[severity](`${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`)]
  })
  const more = diagnostics.length > MOST ? [`the first ${MOST} shown`] : []
  return [...counts, ...more].join(', ')
}

function foremost(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= MOST) return diagnostics
  const rank = ({ severity }: Diagnostic) => SEVERITIES.indexOf(severity)
  return diagnostics.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST)
}

/** Reports that a person reads at once; programs get them all. */
const MOST = 50

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']
