import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { escapeXmlAttribute, escapeXmlText } from '../report/escape-xml.ts'
import { visible } from '../report/glyphs.ts'
import { renderDiagnostics } from '../report/index.ts'
import type { ClaimFile, ClaimResult } from './claim-file.ts'

/**
 * For what shows the results of tests: JUnit's XML. A file is a suite, and every proof and every
 * case of a test a test; a file that could not be looked at is a test with an error. Times are left
 * out, so that the same outcome is the same text, and so is what the schema of Jenkins does not
 * know.
 */
export function claimsJunit(files: readonly ClaimFile[], command: string): string {
  const suites = files.filter((file) => file.claims.length > 0 || isBroken(file)).map(suiteOf)
  const sum = (of: (suite: Suite) => number): number =>
    suites.reduce((total, suite) => total + of(suite), 0)
  const attributes = attributesText({
    name: `unhardcoded ${command}`,
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
  })
  const inner = suites.map(({ text }) => text).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${inner}</testsuites>\n`
}

interface Suite {
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly text: string
}

function isBroken({ diagnostics, problem }: ClaimFile): boolean {
  return problem !== undefined || errorsIn(diagnostics).length > 0
}

function errorsIn(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error')
}

function suiteOf(file: ClaimFile): Suite {
  const { claims } = file
  const failures = claims.filter(({ outcome }) => outcome !== 'passed').length
  const errors = isBroken(file) ? 1 : 0
  const tests = claims.length + errors
  const name = visible(file.name)
  const attributes = attributesText({ name, tests, failures, errors, file: name })
  const cases = [
    ...(errors === 0 ? [] : [errorCase(file, name)]),
    ...claims.map((claim) => claimCase(claim, file)),
  ]
  const text = `  <testsuite${attributes}>\n${cases.join('')}  </testsuite>\n`
  return { tests, failures, errors, text }
}

function errorCase({ problem, diagnostics, sources }: ClaimFile, name: string): string {
  const errors = errorsIn(diagnostics)
  const message = problem?.message ?? errors[0]?.message ?? ''
  const text = problem === undefined ? told(errors, sources) : (problem.help ?? problem.message)
  const type = errors[0]?.code ?? 'error'
  const error = `<error${attributesText({ type, message })}>${escapeXmlText(text)}</error>`
  return testCase({ name: 'the file can be read', classname: name }, error)
}

function claimCase(
  { title, outcome, diagnostics }: ClaimResult,
  { name, sources }: ClaimFile,
): string {
  const attributes = { name: visible(title), classname: visible(name) }
  if (outcome === 'passed') return testCase(attributes, undefined)
  const [first] = diagnostics
  const failed = attributesText({ type: first?.code, message: first?.message })
  const failure = `<failure${failed}>${escapeXmlText(told(diagnostics, sources))}</failure>`
  return testCase(attributes, failure)
}

/** As people read it, source and all. */
function told(diagnostics: readonly Diagnostic[], sources: readonly Source[]): string {
  return renderDiagnostics(diagnostics, sources, { color: false, width: 100 }).trimEnd()
}

function testCase(attributes: Attributes, content: string | undefined): string {
  const open = `    <testcase${attributesText(attributes)}`
  return content === undefined ? `${open}/>\n` : `${open}>\n      ${content}\n    </testcase>\n`
}

type Attributes = Readonly<Record<string, string | number | undefined>>

function attributesText(values: Attributes): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXmlAttribute(`${value}`)}"`)
    .join('')
}
