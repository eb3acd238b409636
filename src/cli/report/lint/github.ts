import type { Diagnostic, Severity } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import { escapeCommandData, escapeCommandProperty } from '../escape-workflow-command.ts'
import { visible, visibleLines } from '../glyphs.ts'
import { slashedPath } from '../slashed-path.ts'
import type { LintReport } from './lint-report.ts'
import { regionOf, sourcesByName } from './region.ts'
import { relatedRemarks, remarksOf } from './remarks.ts'

/**
 * For the log of a GitHub workflow, which makes an annotation of each line:
 *
 *     ::error file=acme.uh,line=4,endLine=4,col=22,endColumn=29,title=UH2003 units::…
 */
export function githubReport({ diagnostics, sources, rules }: LintReport): string {
  const known = sourcesByName(sources)
  const names = new Map(rules.map(({ code, name }) => [code, name]))
  return diagnostics
    .map((diagnostic) => {
      const { code, severity, message } = diagnostic
      const name = names.get(code)
      const properties = propertiesText({
        ...placeOf(diagnostic, known),
        title: name === undefined ? code : `${code} ${name}`,
      })
      const lines = [message, ...relatedRemarks(diagnostic, known), ...remarksOf(diagnostic)]
      const text = escapeCommandData(visibleLines(lines.join('\n')))
      return `::${LEVELS[severity]} ${properties}::${text}\n`
    })
    .join('')
}

/** The runner drops columns that are not on one line, so they are left out there. */
function placeOf({ source, span }: Diagnostic, sources: ReadonlyMap<string, Source>) {
  if (source === '') return {}
  const file = slashedPath(source)
  const region = regionOf(sources.get(source), span)
  if (region === undefined) return { file }
  const { start, end } = region
  const lines = { file, line: start.line, endLine: end.line }
  return start.line === end.line ? { ...lines, col: start.column, endColumn: end.column } : lines
}

function propertiesText(properties: Readonly<Record<string, string | number>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeCommandProperty(visible(`${value}`))}`)
    .join(',')
}

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
}
