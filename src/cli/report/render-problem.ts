import type { Problem } from '../problem.ts'
import { type ReportOptions, renderReports } from './render-diagnostics.ts'
import type { Report } from './report-rows.ts'

/** A problem as people read it, in the look of a diagnostic. */
export function renderProblem(
  { message, at, notes, help }: Problem,
  options: ReportOptions,
): string {
  const report: Report = {
    title: 'error',
    severity: 'error',
    message,
    at: at && { source: at.source.name, span: at.span, label: at.label },
    related: [],
    notes: notes ?? [],
    help,
    fix: undefined,
  }
  return renderReports([report], at === undefined ? [] : [at.source], options)
}
