import { expect, test } from 'vitest'
import { parse } from '../../src/syntax/parse.ts'

const WORDS = [
  ...['use', 'let', 'policy', 'flow', 'prove', 'test', 'any', 'apply', 'best', 'cheapest'],
  ...['fallback', 'fastest', 'filter', 'jitter', 'limit', 'prefer', 'rank', 'sample', 'seed'],
  ...['select', 'set', 'take', 'timeout', 'unguarded', 'when', 'where'],
]

test.each(WORDS)('`%s` is a word like any other where a word is expected', (word) => {
  for (const condition of [`family is ${word}`, `family is not ${word}`, `has ${word}`]) {
    const text = `let wanted = ${condition}\ncheapest where wanted`
    const { value, diagnostics } = parse({ name: 'words', text })
    expect([text, diagnostics, value.items.length]).toEqual([text, [], 2])
  }
})
