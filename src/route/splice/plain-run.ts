import { BYTE } from './byte.ts'

/*
 * Nearly all of a body is text, and nearly all text is characters that stand for themselves: ASCII,
 * but no quote, backslash or control character. In its simple form, finding the end of such a run is
 *
 *     while (at < bytes.length && isPlain(bytes[at])) at++
 *
 * Here four bytes at a time are asked whether any of them is not plain, and two such words a turn:
 *
 *     word                                 bit 7 is set in a byte of 0x80 and above
 *     word - 0x20202020                    ... in one below 0x20, which borrows
 *     (word ^ 0x22222222) - 0x01010101     ... in a quote, which became 0 and borrows
 *     (word ^ 0x5c5c5c5c) - 0x01010101     ... in a backslash, likewise
 *
 * A borrow also spoils the next byte, but only a byte that is itself not plain borrows: whether
 * there is any is told exactly. Which one it is, the loop over bytes finds. Whether the machine
 * puts the low byte first does not matter, and `bench/splice.ts` measures what this gains.
 */

/** The bytes of a body, and the same memory as words. */
export interface PlainText {
  readonly bytes: Uint8Array
  /** The whole memory that the bytes lie in, so that words lie where the machine wants them. */
  readonly words: Int32Array
}

export function plainText(bytes: Uint8Array): PlainText {
  const { buffer, byteOffset } = bytes
  const inWords =
    bytes.length < SHORT ? NO_WORDS : new Int32Array(buffer, 0, wordAt(byteOffset + bytes.length))
  return { bytes, words: inWords }
}

/** Where the run of plain bytes that begins at `start` ends; the length of the bytes at most. */
export function plainRunEnd({ bytes, words }: PlainText, start: number): number {
  const { byteOffset, length } = bytes
  let at = start
  const near = Math.min(length, start + NEAR + (-(byteOffset + start + NEAR) & 3))
  while (at < near && IS_PLAIN[bytes[at] ?? 0] === 1) at++
  if (at < near) return at
  let word = wordAt(byteOffset + at)
  while (word + 1 < words.length) {
    const first = words[word] ?? 0
    const second = words[word + 1] ?? 0
    if (((oddBits(first) | oddBits(second)) & HIGH_BITS) !== 0) break
    word += 2
    at += 8
  }
  while (at < length && IS_PLAIN[bytes[at] ?? 0] === 1) at++
  return at
}

/** Bytes below which the words of a body are not worth having. */
const SHORT = 64

/** Runs that are shorter are not worth counting in words. A multiple of 4. */
const NEAR = 16

const NO_WORDS = new Int32Array(0)

const HIGH_BITS = 0x80808080 | 0

function oddBits(word: number): number {
  return (
    word |
    (word - 0x20202020) |
    ((word ^ 0x22222222) - 0x01010101) |
    ((word ^ 0x5c5c5c5c) - 0x01010101)
  )
}

function wordAt(offset: number): number {
  return Math.floor(offset / 4)
}

const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= BYTE.space && byte < 0x80 && byte !== BYTE.quote && byte !== BYTE.backslash),
)
