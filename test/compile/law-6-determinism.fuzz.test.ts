import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { compile } from '../../src/compile/index.ts'
import { admit } from '../../src/ir/index.ts'
import { print } from '../../src/syntax/index.ts'
import { fileArbitrary } from '../arbitrary/file.ts'
import { runs } from '../runs.ts'
import { conditionArbitrary, scoreArbitrary } from './policy-text.ts'

/** What has to hold of a compilation, whatever the text: what comes out is admissible, too. */
function check(text: string): void {
  const source = { name: 'a.uh', text }
  const first = compile(source)
  const second = compile(source)
  expect(JSON.stringify(second)).toBe(JSON.stringify(first))
  expect(first.value === undefined).toBe(hasErrors(first.diagnostics))
  for (const { policy_ir } of first.value?.policies ?? []) expect(admit(policy_ir).ok).toBe(true)
  for (const { span, related = [], fix } of first.diagnostics) {
    const edits = fix?.edits.map((edit) => edit.span) ?? []
    for (const { start, end } of [span, ...related.map((each) => each.span), ...edits]) {
      expect(start).toBeGreaterThanOrEqual(0)
      expect(end).toBeGreaterThanOrEqual(start)
      expect(end).toBeLessThanOrEqual(text.length)
    }
  }
}

test('a file of any items compiles the same way twice, and yields no term with an error', () => {
  fc.assert(
    fc.property(fileArbitrary, (file) => check(print(file))),
    runs(300),
  )
})

test('so does a sound policy into which anything was typed', () => {
  const parts = fc.tuple(conditionArbitrary, scoreArbitrary, fc.nat(), fc.nat({ max: 12 }))
  const typed = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      'quality',
      '$5',
      '0.8',
      'provider',
      ' and ',
      '(',
      'norm(',
      'match p {',
      '1e999',
    ),
  )
  fc.assert(
    fc.property(parts, typed, ([condition, score, at, length], text) => {
      const sound = `let x = ${condition}\npolicy p(n: ratio = 0.5) = rank by ${score} where x or quality >= n`
      const offset = at % sound.length
      check(sound.slice(0, offset) + text + sound.slice(offset + length))
    }),
    runs(300),
  )
})

/** The text with the edits of a fix made. */
function fixed(
  text: string,
  edits: readonly { span: { start: number; end: number }; text: string }[],
) {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce(
      (whole, { span, text: by }) => whole.slice(0, span.start) + by + whole.slice(span.end),
      text,
    )
}

test.each([
  'best where no_log or has_tee and has tools or has vision and fits',
  'policy p = where quality >= 0.5',
  'policy p(plan: free | pro = pro) = best where quality >= match plan { free: 0.5, pro: 0.7, else: 0.9 }',
  'policy p(plan: free | pro = pro) = best where quality >= match plan { else: 0.9, free: 0.5, pro: 0.7 }',
])('a safe fix keeps the fingerprint: %s', (text) => {
  const { value, diagnostics } = compile({ name: 'a.uh', text })
  const [fix] = diagnostics.flatMap((each) => (each.fix?.safe === true ? [each.fix] : []))
  const after = compile({ name: 'a.uh', text: fixed(text, fix?.edits ?? []) })
  expect(after.diagnostics).toEqual([])
  expect(after.value?.policies[0]?.fingerprint).toBe(value?.policies[0]?.fingerprint)
})
