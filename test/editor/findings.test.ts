import { describe, expect, test } from 'vitest'
import { diagnosticsOf, fixesFor, formattingOf, safeFixes } from '../../src/editor/index.ts'
import { appliedEdits } from '../../src/editor/rename-at.ts'
import { at } from './at.ts'

describe('diagnostics', () => {
  test('are those of the compiler, by place', () => {
    const { document } = at('policy a = best where quality > 2\nlet x = qualty')
    expect(diagnosticsOf(document).map(({ code }) => code)).toEqual(['UH2006', 'UH1001'])
  })

  test('of a used file stand once at its path', () => {
    const files = { 'floors.uh': 'let floor = qualty >= 0.5\nlet other = qualty >= 1' }
    const { document } = at('use "./floors.uh" (floor)\nbest where floor', files)
    expect(diagnosticsOf(document)).toMatchObject([
      {
        code: 'UH1001',
        span: { start: 4, end: 17 },
        message: expect.stringMatching(/^`\.\/floors\.uh` is not as it should be: `qualty`/),
        related: [{ source: 'floors.uh', span: { start: 12, end: 18 } }],
      },
    ])
  })
})

describe('fixes', () => {
  test.each([
    ['best where qual▮ty >= 0.5', ['best where quality >= 0.5']],
    ['best where quality >= 0.5 &▮& no_log', ['best where quality >= 0.5 and no_log']],
    ['best where price_in < $▮5', ['best where price_in < $5/Mtok']],
    ['best ▮where qualty >= 0.5', []],
  ])('%s', (marked, expected) => {
    const { document, offset } = at(marked)
    const fixes = fixesFor(document, { start: offset, end: offset })
    expect(fixes.map(({ edits }) => appliedEdits(document.source.text, edits))).toEqual(expected)
  })

  test('that are safe can be applied as one', () => {
    const { document } = at('best where quality >= 0.5 && no_log || has tools ! healthy')
    const text = appliedEdits(document.source.text, safeFixes(document))
    expect(text).not.toMatch(/[&|!]/)
    expect(safeFixes(at('best where qualty >= 0.5').document)).toEqual([])
  })
})

describe('formatting', () => {
  test.each([
    ['best   where no_log\n', 'best where no_log\n'],
    ['best where no_log', 'best where no_log\n'],
    ['policy a = best\n\n\n\npolicy b = best\n', undefined],
  ])('%j changes no more than it has to', (text, expected) => {
    const { document } = at(text)
    const edits = formattingOf(document) ?? []
    expect(edits.length).toBeLessThan(2)
    if (expected !== undefined) expect(appliedEdits(text, edits)).toBe(expected)
    expect(formattingOf(at(appliedEdits(text, edits)).document)).toEqual([])
  })

  test('leaves alone what cannot be read', () => {
    expect(formattingOf(at('best where (').document)).toBe(undefined)
  })
})
