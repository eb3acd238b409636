import type { ReportOptions } from '../render-diagnostics.ts'
import { compactReport } from './compact.ts'
import { githubReport } from './github.ts'
import { gitlabReport } from './gitlab.ts'
import { jsonReport } from './json.ts'
import { junitReport } from './junit.ts'
import type { LintReport } from './lint-report.ts'
import { prettyReport } from './pretty.ts'
import { sarifReport } from './sarif.ts'

export type { LintReport, ReportedRule } from './lint-report.ts'

/** The names of the formats, in the order of the help. */
export const LINT_FORMATS = [
  'pretty',
  'compact',
  'json',
  'github',
  'gitlab',
  'sarif',
  'junit',
] as const

export type LintFormat = (typeof LINT_FORMATS)[number]

/**
 * The report in that format, whole: it ends in a line break, or is empty. Only `pretty` depends on
 * the look.
 */
export function renderLintReport(
  format: LintFormat,
  report: LintReport,
  look: ReportOptions,
): string {
  return REPORTERS[format](report, look)
}

/** True when what is written in that format is one JSON document. */
export function isJsonFormat(format: LintFormat): boolean {
  return format === 'json' || format === 'gitlab' || format === 'sarif'
}

type Reporter = (report: LintReport, look: ReportOptions) => string

const REPORTERS: Readonly<Record<LintFormat, Reporter>> = {
  pretty: prettyReport,
  compact: compactReport,
  json: jsonReport,
  github: githubReport,
  gitlab: gitlabReport,
  sarif: sarifReport,
  junit: junitReport,
}
