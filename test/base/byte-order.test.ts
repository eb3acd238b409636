import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareBytes } from '../../src/base/byte-order.ts'

test.each([
  ['', 'a', -1],
  ['a', 'a b', -1],
  ['Z', 'a', -1],
  ['\uff5e', '\u{1f600}', -1],
  ['\ud7ff', '\ue000', -1],
  ['\u{10ffff}', '\uffff', 1],
  ['same', 'same', 0],
])('%j compared with %j', (a, b, expected) => {
  expect(Math.sign(compareBytes(a, b))).toBe(expected)
})

test('the order is that of the UTF-8 bytes', () => {
  const wellFormed = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(wellFormed, wellFormed, (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
  )
})
