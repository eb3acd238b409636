import { expect, test } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { fixed } from '../syntax/fixed.ts'

/** A text with one usual mistake that only its meaning shows. */
type Mistake = readonly [text: string, code: string, underlined: string, after: string]

// biome-ignore format: table
const MISTAKES: readonly Mistake[] = [
  ['cheapest where price_out <= $5', 'UH2005', '$5', 'cheapest where price_out <= $5/Mtok'],
  ['cheapest where price_out <= 5', 'UH2004', '5', 'cheapest where price_out <= $5/Mtok'],
  ['cheapest where latency_ms <= 500', 'UH2004', '500', 'cheapest where latency_ms <= 500ms'],
  ['cheapest where qualty >= 0.8', 'UH1001', 'qualty', 'cheapest where quality >= 0.8'],
]

test.each(MISTAKES)('%s', (text, code, underlined, after) => {
  const { diagnostics } = compile({ name: 'mistake.uh', text })
  const [first] = diagnostics
  expect(diagnostics.map((each) => each.code)).toEqual([code])
  expect(text.slice(first?.span.start, first?.span.end)).toBe(underlined)
  expect(fixed(text, diagnostics)).toBe(after)
  expect(compile({ name: 'fixed.uh', text: after }).diagnostics).toEqual([])
})

test('a foreign spelling and a missing unit are two mistakes, reported one after the other', () => {
  const text = 'cheapest where price_out <= 5 USD'
  const spelling = compile({ name: 'mistake.uh', text }).diagnostics
  const [first] = spelling
  expect(first?.code).toBe('UH0011')
  const better = fixed(text, first === undefined ? [] : [first])
  const unit = compile({ name: 'mistake.uh', text: better }).diagnostics
  expect(unit.map(({ code }) => code)).toEqual(['UH2005'])
  expect(fixed(better, unit)).toBe('cheapest where price_out <= $5/Mtok')
})

test.each([
  ['qualty != maker', ['UH1001']],
  ['quality != maker', ['UH2002']],
  ['openai = maker', ['UH1001']],
  ['maker = openai', []],
  ['"openai" = maker', []],
  ['provider != maker', []],
  ['free != plan', []],
])('beside parameters, `%s` gives %j', (condition, codes) => {
  const text = `uh 1
policy p(maker: text = "openai", plan: free|pro = free) =
  cheapest where ${condition}
`
  const { diagnostics } = compile({ name: 'mistake.uh', text })
  expect(diagnostics.map(({ code }) => code)).toEqual(codes)
})
