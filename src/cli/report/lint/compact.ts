import { compactDiagnostics } from '../compact-diagnostics.ts'
import type { LintReport } from './lint-report.ts'

/** For editors and `grep`: a line for each finding, the start of the file where it has no place. */
export function compactReport({ diagnostics, sources }: LintReport): string {
  return compactDiagnostics(diagnostics, sources)
}
