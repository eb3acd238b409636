import type { Severity } from '../../../base/diagnostic.ts'
import { prettyJson } from '../../json/pretty-json.ts'
import { slashedPath } from '../slashed-path.ts'
import { fingerprintsOf } from './fingerprints.ts'
import type { LintReport } from './lint-report.ts'
import { regionOf, sourcesByName } from './region.ts'

/** For GitLab: a Code Quality report. A finding without a place stands in the first line. */
export function gitlabReport(report: LintReport): string {
  const known = sourcesByName(report.sources)
  const fingerprints = fingerprintsOf(report)
  const issues = report.diagnostics.map(({ code, severity, message, source, span }, index) => ({
    description: message,
    check_name: code,
    fingerprint: fingerprints[index],
    severity: SEVERITIES[severity],
    location: {
      path: slashedPath(source),
      lines: { begin: regionOf(known.get(source), span)?.start.line ?? 1 },
    },
  }))
  return `${prettyJson(issues)}\n`
}

/** GitLab knows `info`, `minor`, `major`, `critical` and `blocker`. */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'major',
  warning: 'minor',
  info: 'info',
}
