import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Diagnostic } from '../../../../src/base/diagnostic.ts'
import {
  LINT_FORMATS,
  type LintReport,
  renderLintReport,
} from '../../../../src/cli/report/lint/index.ts'
import { runs } from '../../../runs.ts'
import { junitFaults } from '../junit-faults.ts'
import { reportOf } from './cases.ts'
import { sarifFaults } from './sarif-schema.ts'
import { xmlElements } from './xml-elements.ts'

/** Any code units, halves of pairs and control characters among them. */
const text = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.string({
    unit: fc.constantFrom('a', '%', ',', ':', '\n', '\r', '<', '&', '"', '\\', '/', ']'),
  }),
)
const NAMES = ['a.uh', './b c.uh', 'policies\\c.uh', '', 'empty.uh', 'gone.uh']
const name = fc.oneof(fc.constantFrom(...NAMES), text)
const span = fc
  .tuple(fc.nat(40), fc.nat(40))
  .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))

const diagnostic: fc.Arbitrary<Diagnostic> = fc.record(
  {
    code: fc.constantFrom('UH2003', 'UH3001', 'UH9999'),
    severity: fc.constantFrom('error', 'warning', 'info'),
    message: text,
    source: name,
    span,
    label: text,
    related: fc.array(fc.record({ source: name, span, label: text }), { maxLength: 2 }),
    notes: fc.array(text, { maxLength: 2 }),
    help: text,
    fix: fc.record({
      title: text,
      safe: fc.boolean(),
      edits: fc.array(fc.record({ span, text }), { maxLength: 2 }),
    }),
  },
  { requiredKeys: ['code', 'severity', 'message', 'source', 'span'] },
)

const report: fc.Arbitrary<LintReport> = fc
  .record({
    files: fc.array(name, { maxLength: 4 }),
    diagnostics: fc.array(diagnostic, { maxLength: 5 }),
    texts: fc.array(text, { minLength: 3, maxLength: 3 }),
  })
  .map(({ files, diagnostics, texts }) => {
    const sources = texts.map((each, i) => ({ name: NAMES[i] ?? '', text: each }))
    return reportOf({
      files,
      diagnostics,
      sources: [...sources, { name: 'empty.uh', text: '' }],
    })
  })

test('whatever is reported, every format holds', () => {
  fc.assert(
    fc.property(report, (each) => {
      const [, compact, json, github, gitlab, sarif, junit] = LINT_FORMATS.map((format) =>
        renderLintReport(format, each, { color: false, width: 60 }),
      )
      const count = each.diagnostics.length
      expect(compact?.split('\n')).toHaveLength(count + 1)
      expect(github?.split('\n')).toHaveLength(count + 1)
      expect(JSON.parse(json ?? '').diagnostics).toHaveLength(count)
      const prints = JSON.parse(gitlab ?? '').map(
        (found: { fingerprint: string }) => found.fingerprint,
      )
      expect(new Set(prints).size).toBe(count)
      expect(sarifFaults(JSON.parse(sarif ?? ''))).toEqual([])
      expect(junitFaults(junit ?? '')).toEqual([])
      const failures = xmlElements(junit ?? '').filter((element) => element.name === 'failure')
      expect(failures).toHaveLength(count)
    }),
    runs(200),
  )
})
