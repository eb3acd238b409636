import { prettyJson } from '../../json/pretty-json.ts'
import { diagnosticsJson } from '../diagnostic-json.ts'
import type { LintReport } from './lint-report.ts'
import { lintSummary } from './lint-summary.ts'

/** For programs: everything that is known of each finding. */
export function jsonReport({ files, diagnostics, sources }: LintReport): string {
  const { errors, warnings, infos, safeFixes, unsafeFixes } = lintSummary(diagnostics)
  const document = {
    schema_version: 1,
    files: files.length,
    diagnostics: diagnosticsJson(diagnostics, sources),
    summary: { errors, warnings, infos, safe_fixes: safeFixes, unsafe_fixes: unsafeFixes },
  }
  return `${prettyJson(document)}\n`
}
