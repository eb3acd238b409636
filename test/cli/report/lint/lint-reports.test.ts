import { describe, expect, test } from 'vitest'
import {
  isJsonFormat,
  LINT_FORMATS,
  type LintFormat,
  type LintReport,
  renderLintReport,
} from '../../../../src/cli/report/lint/index.ts'
import { junitFaults } from '../junit-faults.ts'
import { CASES, reportOf, spanOf } from './cases.ts'
import { sarifFaults } from './sarif-schema.ts'
import { xmlElements } from './xml-elements.ts'

const LOOK = { color: false, width: 80 }
const GOLDENS = '../../../../fixtures/lint-reports'
const cases = Object.entries(CASES)

function render(format: LintFormat, report: LintReport): string {
  return renderLintReport(format, report, LOOK)
}

describe.each(cases)('the report of %s', (name, report) => {
  test.each(LINT_FORMATS)('as %s', async (format) => {
    const text = render(format, report)
    await expect(text).toMatchFileSnapshot(`${GOLDENS}/${name}/${format}.out`)
  })

  test('ends in a line break where there is one', () => {
    for (const format of LINT_FORMATS) expect(render(format, report)).toMatch(/\n$|^$/)
  })

  test('is JSON in the formats that are', () => {
    const formats = LINT_FORMATS.filter(isJsonFormat)
    expect(formats).toEqual(['json', 'gitlab', 'sarif'])
    for (const format of formats) expect(() => JSON.parse(render(format, report))).not.toThrow()
  })

  test('is what the schema of SARIF allows', () => {
    expect(sarifFaults(JSON.parse(render('sarif', report)))).toEqual([])
  })

  test('is what the schema of JUnit allows', () => {
    expect(junitFaults(render('junit', report))).toEqual([])
  })

  test('is well-formed XML, whose counts are right', () => {
    const [root, ...elements] = xmlElements(render('junit', report))
    const count = (name: string) => elements.filter((each) => each.name === name).length
    expect(root?.name).toBe('testsuites')
    expect(root?.attributes.tests).toBe(`${count('testcase')}`)
    expect(root?.attributes.failures).toBe(`${count('failure')}`)
    expect(count('failure')).toBe(report.diagnostics.length)
  })

  test('has a line for each finding, where lines are findings', () => {
    for (const format of ['compact', 'github'] as const) {
      const lines = render(format, report).split('\n').slice(0, -1)
      expect(lines).toHaveLength(report.diagnostics.length)
    }
  })

  test('is small for a narrow screen', async () => {
    const text = renderLintReport('pretty', report, { color: false, width: 60 })
    await expect(text).toMatchFileSnapshot(`${GOLDENS}/${name}/pretty-60.out`)
  })

  test('has the same words in colour', async () => {
    const text = renderLintReport('pretty', report, { color: true, width: 80 })
    await expect(text).toMatchFileSnapshot(`${GOLDENS}/${name}/pretty-color.out`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(render('pretty', report))
  })
})

describe('annotations of GitHub', () => {
  /** Reads a line as the runner does. */
  function readCommand(line: string) {
    const [, level, properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? []
    const pairs = properties.split(',').map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), unescaped(pair.slice(at + 1))]
    })
    return { level, properties: Object.fromEntries(pairs), data: unescaped(data) }
  }

  function unescaped(text: string): string {
    return text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%')
  }

  test('are read back as they were meant', () => {
    const [first = ''] = render('github', CASES['awkward-characters'] ?? reportOf({})).split('\n')
    expect(readCommand(first)).toEqual({
      level: 'error',
      properties: {
        file: 'C:/polícies/100%, <a&b>:"c"␊😀.uh',
        line: '2',
        endLine: '2',
        col: '23',
        endColumn: '30',
        title: 'UH2003 units',
      },
      data: [
        '100% of `<&">`, 😀: a',
        'b ␛[31m ␀ \ufffe ]]> ::error::no %0A',
        'help: write␍',
        '`x`, or "y"',
        'fix: write `<␇>`',
      ].join('\n'),
    })
  })

  test('a finding over several lines has no columns', () => {
    const [, second = ''] = render('github', CASES['awkward-characters'] ?? reportOf({})).split(
      '\n',
    )
    expect(Object.keys(readCommand(second).properties)).toEqual([
      'file',
      'line',
      'endLine',
      'title',
    ])
  })
})

describe('fingerprints', () => {
  const WORDS = 'quality < 0.7'

  /** The fingerprints of one finding for each of the words, as both formats tell them. */
  function fingerprints(text: string, name = 'a.uh', words: readonly string[] = [WORDS]) {
    const source = { name, text }
    const diagnostics = words.map((each) => ({
      code: 'UH3001',
      severity: 'error' as const,
      message: `about line ${text.slice(0, spanOf(source, each).start).split('\n').length}`,
      source: name,
      span: spanOf(source, each),
    }))
    const report = reportOf({ files: [name], sources: [source], diagnostics })
    const ofGitlab = JSON.parse(render('gitlab', report)).map(
      ({ fingerprint }: { fingerprint: string }) => fingerprint,
    )
    const ofSarif = JSON.parse(render('sarif', report)).runs[0].results.map(
      (result: { partialFingerprints: Record<string, string> }) =>
        result.partialFingerprints['unhardcodedFinding/v1'],
    )
    expect(ofSarif).toEqual(ofGitlab)
    return ofGitlab
  }

  test.each<[string, string]>([
    ['lines above', '# more\n\n\nwhere quality < 0.7 # here\n'],
    ['indentation', '\t   where quality < 0.7 # here  \n'],
    ['line breaks of another system', 'where quality < 0.7 # here\r\nuh\r\n'],
    ['lines below', 'where quality < 0.7 # here\nmore'],
  ])('survive %s', (_, text) => {
    expect(fingerprints(text)).toEqual(fingerprints('where quality < 0.7 # here\n'))
  })

  test('are the same for a path however it is written', () => {
    expect(fingerprints(WORDS, '.\\p\\a.uh')).toEqual(fingerprints(WORDS, 'p/a.uh'))
  })

  test('change with the line and with the path', () => {
    expect(fingerprints(`${WORDS} or no_log`)).not.toEqual(fingerprints(WORDS))
    expect(fingerprints(WORDS, 'b.uh')).not.toEqual(fingerprints(WORDS))
  })

  test('of findings that are alike differ', () => {
    expect(new Set(fingerprints('a b', 'a.uh', ['a', 'b', 'a']))).toHaveLength(3)
  })
})

describe('SARIF', () => {
  test.each<[string, readonly (string | undefined)[]]>([
    ['several-files', ['UH7001', 'UH3001', 'UH0007', 'UH3004']],
    ['no-position', [undefined, undefined, undefined]],
  ])('a result of %s points to its rule, where that is known', (name, rules) => {
    const [run] = JSON.parse(render('sarif', CASES[name] ?? reportOf({}))).runs
    const pointed = run.results.map(
      ({ ruleIndex }: { ruleIndex?: number }) => run.tool.driver.rules[ruleIndex ?? -1]?.id,
    )
    expect(pointed).toEqual(rules)
  })

  test.each<[string, string]>([
    ['a b/ü.uh', 'a%20b/%C3%BC.uh'],
    ['./a.uh', 'a.uh'],
    ['../a.uh', '../a.uh'],
    ['a:b.uh', 'a%3Ab.uh'],
    ['a\\b.uh', 'a/b.uh'],
    ['100%.uh', '100%25.uh'],
    ['a?b#c.uh', 'a%3Fb%23c.uh'],
    ['<stdin>', '%3Cstdin%3E'],
    ['\ud800.uh', '%EF%BF%BD.uh'],
    ['/etc/a.uh', 'file:///etc/a.uh'],
    ['C:\\a b.uh', 'file:///C:/a%20b.uh'],
    ['\\\\host\\share\\a.uh', 'file://host/share/a.uh'],
  ])('the file %s is %s', (name, uri) => {
    const report = JSON.parse(render('sarif', reportOf({ files: [name] })))
    const base = uri.startsWith('file:') ? {} : { uriBaseId: '%SRCROOT%' }
    expect(report.runs[0].artifacts[0].location).toEqual({ uri, ...base })
  })

  test('the schema refuses what is not SARIF', () => {
    expect(sarifFaults({ version: '2.1.0', runs: [{ results: [{}] }] })).not.toEqual([])
  })
})
