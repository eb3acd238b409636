import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/build/runtime/sha256.ts'
import { sha256OfText } from '../../src/ir/fingerprint.ts'
import { runs } from '../runs.ts'

const lengthArbitrary = fc.oneof(fc.nat(130), fc.constantFrom(55, 56, 63, 64, 119, 120, 4096))

test('the hash of a built module is the one of the fingerprint, at every length of a block', () => {
  for (let length = 0; length <= 130; length++) {
    const text = 'é'.repeat(length)
    expect(`sha256:${sha256(text)}`).toBe(sha256OfText(text))
  }
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), lengthArbitrary, (unit, length) => {
      const text = unit.repeat(1 + Math.floor(length / (unit.length + 1)))
      expect(`sha256:${sha256(text)}`).toBe(sha256OfText(text))
    }),
    runs(300),
  )
})
