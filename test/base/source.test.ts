import { expect, test } from 'vitest'
import { lineStarts, positionAt } from '../../src/base/source.ts'

test.each([
  ['', 0, 1, 1],
  ['ab', 2, 1, 3],
  ['a\nb', 2, 2, 1],
  ['a\r\nb', 3, 2, 1],
  ['a\rb', 2, 2, 1],
  ['a\n', 2, 2, 1],
  ['a\n\nb', 3, 3, 1],
  ['ab', -5, 1, 1],
])('in %j, offset %i is line %i, column %i', (text, offset, line, column) => {
  expect(positionAt(lineStarts(text), offset)).toEqual({ line, column })
})
