import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Diagnostic } from '../../../src/base/diagnostic.ts'
import { displayWidth } from '../../../src/cli/report/glyphs.ts'
import { renderDiagnostics } from '../../../src/cli/report/index.ts'

const runs = (usual: number) => ({ numRuns: Number(process.env.FUZZ_RUNS ?? usual) })

const TEXT = fc.string({
  unit: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('a', ' ', '\n', '\t', '(', '\r\n', '東', 'é') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  ),
  maxLength: 120,
})

test('any text and any spans are drawn, and nothing that steers a terminal comes out', () => {
  fc.assert(
    fc.property(
      TEXT,
      fc.array(fc.tuple(fc.integer({ min: -3, max: 140 }), fc.integer({ min: -3, max: 140 })), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.integer({ min: 40, max: 120 }),
      (text, spans, width) => {
        const [first, ...rest] = spans.map(([start, end]) => ({ start, end }))
        const diagnostic: Diagnostic = {
          code: 'UH0001',
          severity: 'error',
          message: text,
          source: 's',
          span: first ?? { start: 0, end: 0 },
          label: 'label',
          related: rest.map((span) => ({ span, label: text })),
        }
        const report = renderDiagnostics([diagnostic], [{ name: 's', text }], {
          color: false,
          width,
        })
        expect(report.endsWith('\n')).toBe(true)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
        expect(report).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
      },
    ),
    runs(200),
  )
})

test('a line of source is never wider than the screen', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 60, max: 200 }),
      (at, width) => {
        const text = 'provider is "東京" or '.repeat(150)
        const diagnostic: Diagnostic = {
          code: 'UH0001',
          severity: 'error',
          message: 'm',
          source: 's',
          span: { start: at, end: at + 4 },
          label: 'here',
        }
        const report = renderDiagnostics([diagnostic], [{ name: 's', text }], {
          color: false,
          width,
        })
        for (const line of report.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      },
    ),
    runs(50),
  )
})
