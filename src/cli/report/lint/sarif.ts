import type { Diagnostic, Severity } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import { prettyJson } from '../../json/pretty-json.ts'
import { fingerprintsOf } from './fingerprints.ts'
import type { LintReport, ReportedRule } from './lint-report.ts'
import { sourcesByName } from './region.ts'
import { remarksOf } from './remarks.ts'
import { sarifFix } from './sarif-fix.ts'
import { artifactLocation, physicalLocation } from './sarif-location.ts'

/**
 * For code scanning: SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS.
 *
 * Fingerprints stand under `unhardcodedFinding/v1`; another way to make them gets another number.
 */
export function sarifReport(report: LintReport): string {
  const { files, rules, tool } = report
  const run = {
    tool: { driver: { ...tool, rules: rules.map(sarifRule) } },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    artifacts: sarifArtifacts(files),
    results: sarifResults(report),
  }
  return `${prettyJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] })}\n`
}

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

function sarifRule({ code, name, title, severity, pageUrl }: ReportedRule) {
  return {
    id: code,
    name,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: `\`unhardcoded explain ${code}\` tells more, with examples.` },
    helpUri: pageUrl,
    defaultConfiguration: { level: LEVELS[severity] },
  }
}

/** Names that are written differently may be the same file; the list holds it once. */
function sarifArtifacts(files: readonly string[]) {
  const locations = new Map(files.map(artifactLocation).map((each) => [each.uri, each]))
  return [...locations.values()].map((location) => ({ location, roles: ['analysisTarget'] }))
}

function sarifResults(report: LintReport) {
  const known = sourcesByName(report.sources)
  const fingerprints = fingerprintsOf(report)
  const indexes = new Map(report.rules.map(({ code }, index) => [code, index]))
  return report.diagnostics.map((diagnostic, index) => ({
    ruleId: diagnostic.code,
    ruleIndex: indexes.get(diagnostic.code),
    level: LEVELS[diagnostic.severity],
    message: { text: [diagnostic.message, ...remarksOf(diagnostic)].join('\n') },
    ...placesOf(diagnostic, known),
    partialFingerprints: { 'unhardcodedFinding/v1': fingerprints[index] },
    fixes: sarifFix(diagnostic, known.get(diagnostic.source)),
  }))
}

function placesOf(
  { source, span, related = [] }: Diagnostic,
  sources: ReadonlyMap<string, Source>,
) {
  const others = related.map((each, index) => ({
    id: index + 1,
    physicalLocation: physicalLocation(each.source ?? source, each.span, sources),
    message: { text: each.label },
  }))
  return {
    locations: source === '' ? [] : [{ physicalLocation: physicalLocation(source, span, sources) }],
    relatedLocations: others.length === 0 ? undefined : others,
  }
}

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}
