import { expect, test } from 'vitest'
import { displayWidth } from '../../../src/cli/report/glyphs.ts'
import { styleOf } from '../../../src/cli/report/style.ts'
import { type Column, cutMiddle, renderTable } from '../../../src/cli/report/table.ts'

const COLUMNS: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'model', align: 'left', least: 12 },
  { title: 'price', align: 'right' },
  { title: 'context', align: 'right', droppable: 1 },
  { title: 'served by', align: 'left', droppable: 2 },
]

const ROWS = [
  ['1', 'openrouter/meta-llama/llama-3.3-70b', '$0.10', '128k', 'someone'],
  ['12', 'openai/gpt', '$12.00', '1M', 'openai'],
].map((row) => row.map((text) => ({ text })))

function table(width: number): string {
  const lines = renderTable(COLUMNS, ROWS, { width, style: styleOf({ color: false }) })
  return `\n${lines.join('\n')}`
}

test('numbers stand to the right, and a wide screen shows everything', () => {
  expect(table(100)).toBe(`
   #  model                                 price  context  served by
   1  openrouter/meta-llama/llama-3.3-70b   $0.10     128k  someone
  12  openai/gpt                           $12.00       1M  openai`)
})

test('a narrower one cuts ids in the middle', () => {
  expect(table(55)).toBe(`
   #  model                   price  context  served by
   1  openrout…lama-3.3-70b   $0.10     128k  someone
  12  openai/gpt             $12.00       1M  openai`)
})

test('a narrow one leaves columns out', () => {
  expect(table(36)).toBe(`
   #  model           price  context
   1  open…-3.3-70b   $0.10     128k
  12  openai/gpt     $12.00       1M`)
  expect(table(20)).toBe(`
   #  model          price
   1  open…3.3-70b   $0.10
  12  openai/gpt    $12.00`)
})

test('columns are counted as a terminal shows them', () => {
  const rows = [[{ text: '1' }, { text: '東京/モデル' }, { text: '$1' }]]
  const lines = renderTable(COLUMNS.slice(0, 3), rows, {
    width: 80,
    style: styleOf({ color: false }),
  })
  expect(lines.map(displayWidth)).toEqual([23, 23])
})

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdefghij', 6, 'ab…hij'],
  ['東京東京東京', 6, '東…京'],
  ['abc', 1, '…'],
])('%s in %i columns is %s', (text, width, expected) => {
  expect(cutMiddle(text, width)).toBe(expected)
  expect(displayWidth(expected)).toBeLessThanOrEqual(width)
})

test('a cell cannot steer the terminal', () => {
  const rows = [[{ text: '1' }, { text: 'a\u001b[31m' }]]
  const [, line] = renderTable(COLUMNS.slice(0, 2), rows, {
    width: 80,
    style: styleOf({ color: false }),
  })
  expect(line).toBe('  1  a␛[31m')
})
