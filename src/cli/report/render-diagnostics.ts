import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { type Report, reportRows } from './report-rows.ts'
import { styleOf } from './style.ts'

export interface ReportOptions {
  readonly color: boolean
  /** Terminal columns; text is wrapped and long source lines are cut to fit. */
  readonly width: number
}

/**
 * Diagnostics as people read them, in the order given, a blank line between two:
 *
 *     error[UH2003]: `latency_ms` is a duration, but `$5/Mtok` is a price
 *       ┌─ acme.uh:4:22
 *     4 │   where latency_ms < $5/Mtok and quality >= 0.8
 *       │         ----------   ^^^^^^^ price, USD per million tokens
 *       │         duration
 *       = help: did you mean `price_out < $5/Mtok`, or a duration such as `1500ms`?
 *
 * A diagnostic whose source is not among `sources` is told without the lines. The text ends in a
 * line break, or is empty.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  options: ReportOptions,
): string {
  return renderReports(diagnostics.map(reportOf), sources, options)
}

/** Reports as people read them, a blank line between two. */
export function renderReports(
  reports: readonly Report[],
  sources: readonly Source[],
  { color, width }: ReportOptions,
): string {
  const style = styleOf({ color })
  const known = new Map(sources.map((source) => [source.name, source]))
  return reports
    .map((report) => reportRows(report, known, width))
    .map((rows) => rows.map((row) => `${row.paint(style)}\n`).join(''))
    .join('\n')
}

function reportOf(diagnostic: Diagnostic): Report {
  const { code, severity, message, source, span, label = '' } = diagnostic
  return {
    title: `${severity}[${code}]`,
    severity,
    message,
    at: { source, span, label },
    related: diagnostic.related ?? [],
    notes: diagnostic.notes ?? [],
    help: diagnostic.help,
    fix: diagnostic.fix,
  }
}
