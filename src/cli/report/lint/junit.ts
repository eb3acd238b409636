import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import { escapeXmlAttribute, escapeXmlText } from '../escape-xml.ts'
import { visible, visibleLines } from '../glyphs.ts'
import { slashedPath } from '../slashed-path.ts'
import type { LintReport } from './lint-report.ts'
import { regionOf, sourcesByName } from './region.ts'
import { relatedRemarks, remarksOf } from './remarks.ts'

/**
 * For what shows the results of tests: JUnit's XML. A file is a suite; a finding is a test that
 * failed, and a file without findings is a test that did not. Only what the schema of Jenkins
 * allows is written, so the line of a finding stands in its name and its text.
 */
export function junitReport(report: LintReport): string {
  const { diagnostics, tool } = report
  const suites = suitesOf(report)
  const attributes = attributesText({
    name: `${tool.name} lint`,
    tests: suites.reduce((sum, { cases }) => sum + cases.length, 0),
    failures: diagnostics.length,
    errors: 0,
  })
  const inner = suites.map((suite) => suiteText(suite)).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${inner}</testsuites>\n`
}

interface Suite {
  readonly name: string
  readonly failures: number
  /** As XML, at least one. */
  readonly cases: readonly string[]
}

/** The files that were looked at, and after them what else was found fault with. */
function suitesOf({ files, diagnostics, sources }: LintReport): readonly Suite[] {
  const known = sourcesByName(sources)
  const found = new Map<string, Diagnostic[]>(files.map((file) => [file, []]))
  for (const diagnostic of diagnostics) {
    const others = found.get(diagnostic.source)
    if (others === undefined) found.set(diagnostic.source, [diagnostic])
    else others.push(diagnostic)
  }
  return [...found].map(([file, own]) => {
    const name = suiteName(file)
    const failed = own.map((diagnostic) => failureText(diagnostic, known))
    const clean = `    <testcase${attributesText({ name: 'lint', classname: name })}/>\n`
    return { name, failures: own.length, cases: own.length === 0 ? [clean] : failed }
  })
}

function suiteText({ name, failures, cases }: Suite): string {
  const tests = cases.length
  const attributes = attributesText({ name, tests, failures, errors: 0, file: name })
  return `  <testsuite${attributes}>\n${cases.join('')}  </testsuite>\n`
}

/** The position is part of the name: readers leave out what is called like another test. */
function failureText(diagnostic: Diagnostic, sources: ReadonlyMap<string, Source>): string {
  const { code, severity, source, span } = diagnostic
  const start = regionOf(sources.get(source), span)?.start
  const at = start && `${start.line}:${start.column}`
  const file = suiteName(source)
  const message = visibleLines(diagnostic.message)
  const attributes = attributesText({
    name: `${code}${at === undefined ? '' : ` at ${at}`}: ${visible(message)}`,
    classname: file,
  })
  const heading = `${at === undefined ? file : `${file}:${at}`}: ${severity}[${code}]: ${message}`
  const remarks = [...relatedRemarks(diagnostic, sources), ...remarksOf(diagnostic)]
  const text = escapeXmlText([heading, ...remarks.map(visibleLines)].join('\n'))
  const failure = `<failure${attributesText({ type: severity, message })}>${text}</failure>`
  return `    <testcase${attributes}>\n      ${failure}\n    </testcase>\n`
}

function suiteName(file: string): string {
  return visible(slashedPath(file))
}

function attributesText(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXmlAttribute(`${value}`)}"`)
    .join('')
}
