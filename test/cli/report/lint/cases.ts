import type { Diagnostic } from '../../../../src/base/diagnostic.ts'
import type { Source } from '../../../../src/base/source.ts'
import type { Span } from '../../../../src/base/span.ts'
import type { LintReport, ReportedRule } from '../../../../src/cli/report/lint/index.ts'

const RULES: readonly ReportedRule[] = [
  {
    code: 'UH2003',
    name: 'units',
    title: 'a comparison of two units',
    severity: 'error',
  },
  {
    code: 'UH3001',
    name: 'contradiction',
    title: 'conditions that no model can meet together',
    severity: 'error',
    pageUrl: 'https://example.org/UH3001#why',
  },
  {
    code: 'UH3004',
    name: 'redundant',
    title: 'a condition that follows from the others',
    severity: 'warning',
  },
  { code: 'UH7001', name: 'undocumented', title: 'a policy without a word', severity: 'info' },
]

const TOOL = { name: 'unhardcoded', version: '0.1.0' }

export function reportOf(parts: Partial<LintReport>): LintReport {
  return { files: [], diagnostics: [], sources: [], rules: RULES, tool: TOOL, ...parts }
}

/** Where the words stand first in the text. */
export function spanOf({ text }: Source, words: string): Span {
  const start = text.indexOf(words)
  return { start, end: start + words.length }
}

const SUPPORT: Source = {
  name: './policies/support.uh',
  text: 'uh 1\n\npolicy support =\n  cheapest\n  where quality >= 0.8\n    and quality < 0.7\n    && has tools\n',
}
const FLOORS: Source = { name: 'policies/floors.uh', text: 'uh 1\n\nlet floor = quality >= 0.5\n' }

const CONTRADICTION: Diagnostic = {
  code: 'UH3001',
  severity: 'error',
  message: '`quality >= 0.8` and `quality < 0.7` cannot both hold',
  source: SUPPORT.name,
  span: spanOf(SUPPORT, 'quality < 0.7'),
  label: 'less than 0.7',
  related: [
    { span: spanOf(SUPPORT, 'quality >= 0.8'), label: 'at least 0.8' },
    { source: FLOORS.name, span: spanOf(FLOORS, 'quality >= 0.5'), label: 'said here too' },
  ],
  notes: ['a filter that nothing passes selects no model', 'the first word\nand the second line'],
  help: 'drop one of them',
  fix: {
    title: 'drop `quality < 0.7`',
    safe: false,
    edits: [{ span: spanOf(SUPPORT, '    and quality < 0.7\n'), text: '' }],
  },
}

const SPELLING: Diagnostic = {
  code: 'UH0007',
  severity: 'warning',
  message: '`&&` is written `and`',
  source: SUPPORT.name,
  span: spanOf(SUPPORT, '&&'),
  fix: {
    title: 'write `and`',
    safe: true,
    edits: [{ span: spanOf(SUPPORT, '&&'), text: 'and' }],
  },
}

const ODD: Source = {
  name: 'C:\\polícies\\100%, <a&b>:"c"\n😀.uh',
  text: '# 😀🙂\r\ncheapest where "😀" < $5/Mtok and\r\n\tx\r\n',
}
const BLANK: Source = { name: 'policies\\blank.uh', text: '' }

export const CASES: Readonly<Record<string, LintReport>> = {
  nothing: reportOf({ files: ['a.uh', 'b.uh', 'c.uh'] }),
  'one-finding': reportOf({
    files: [SUPPORT.name],
    sources: [SUPPORT, FLOORS],
    diagnostics: [CONTRADICTION],
  }),
  'no-position': reportOf({
    files: [BLANK.name, 'policies/gone.uh'],
    sources: [BLANK],
    diagnostics: [
      {
        code: 'UH0001',
        severity: 'error',
        message: 'the file is empty',
        source: BLANK.name,
        span: { start: 0, end: 0 },
      },
      {
        code: 'UH6001',
        severity: 'warning',
        message: 'the catalog has one provider',
        source: 'catalog.yaml',
        span: { start: 4, end: 9 },
        related: [{ source: 'policies/gone.uh', span: { start: 1, end: 2 }, label: 'used here' }],
        fix: { title: 'add one', safe: true, edits: [{ span: { start: 4, end: 9 }, text: 'x' }] },
      },
      {
        code: 'UH6002',
        severity: 'info',
        message: 'nothing is said of a place',
        source: '',
        span: { start: 0, end: 0 },
      },
    ],
  }),
  'awkward-characters': reportOf({
    files: [ODD.name],
    sources: [ODD],
    diagnostics: [
      {
        code: 'UH2003',
        severity: 'error',
        message: '100% of `<&">`, 😀: a\nb \u001b[31m \u0000 \ufffe ]]> ::error::no %0A',
        source: ODD.name,
        span: spanOf(ODD, '$5/Mtok'),
        label: '<&">',
        help: 'write\r\n`x`, or "y"',
        fix: {
          title: 'write `<\u0007>`',
          safe: true,
          edits: [{ span: spanOf(ODD, '$5/Mtok'), text: '"😀\n"' }],
        },
      },
      {
        code: 'UH3001',
        severity: 'info',
        message: 'over two lines',
        source: ODD.name,
        span: spanOf(ODD, 'and\r\n\tx'),
      },
    ],
  }),
  'several-files': reportOf({
    files: [FLOORS.name, SUPPORT.name, 'policies/tests.uh'],
    sources: [FLOORS, SUPPORT],
    diagnostics: [
      {
        code: 'UH7001',
        severity: 'info',
        message: '`floor` has no description',
        source: FLOORS.name,
        span: spanOf(FLOORS, 'floor'),
        fix: {
          title: 'begin one',
          safe: true,
          edits: [{ span: { start: 6, end: 6 }, text: '## \n' }],
        },
      },
      CONTRADICTION,
      SPELLING,
      { ...SPELLING, code: 'UH3004', message: 'said twice', span: { start: 500, end: 900 } },
    ],
  }),
}
