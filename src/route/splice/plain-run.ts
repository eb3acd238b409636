import { BYTE } from './byte.ts'

/*
 * Nearly all of a body is text, and nearly all text is characters that stand for themselves: ASCII,
 * but no quote, backslash or control character. In its simple form, finding the end of such a run is
 *
 *     while (at < bytes.length && isPlain(bytes[at])) at++
 *
 * Here four bytes at a time are asked which of them are not plain:
 *
 *     word                                 bit 7 is set in a byte of 0x80 and above
 *     word - 0x20202020                    ... in one below 0x20, which borrows
 *     (word ^ 0x22222222) - 0x01010101     ... in a quote, which became 0 and borrows
 *     (word ^ 0x5c5c5c5c) - 0x01010101     ... in a backslash, likewise
 *
 * A borrow may spoil the bytes above it, but only a byte that is itself not plain borrows: the
 * lowest bit that is set belongs to the first such byte. `bench/splice.ts` measures what this gains.
 */

/** Where the run of plain bytes that begins at `start` ends; at most where the bytes end. */
export function plainRunEnd(bytes: DataView, start: number): number {
  const lastPair = bytes.byteLength - 8
  let at = start
  for (; at <= lastPair; at += 8) {
    const first = oddBits(bytes.getInt32(at, true))
    if (first !== 0) return at + lowestByte(first)
    const second = oddBits(bytes.getInt32(at + 4, true))
    if (second !== 0) return at + 4 + lowestByte(second)
  }
  while (at < bytes.byteLength && isPlain(bytes.getUint8(at))) at++
  return at
}

function isPlain(byte: number): boolean {
  return byte >= BYTE.space && byte < 0x80 && byte !== BYTE.quote && byte !== BYTE.backslash
}

/** Bit 7 of each byte that is not plain; above the lowest of them, of others too. */
function oddBits(word: number): number {
  const quotes = (word ^ 0x22222222) - 0x01010101
  const backslashes = (word ^ 0x5c5c5c5c) - 0x01010101
  return (word | (word - 0x20202020) | quotes | backslashes) & HIGH_BITS
}

const HIGH_BITS = 0x80808080 | 0

/** Which of four bytes the lowest bit lies in that is set; 0 to 3. */
function lowestByte(bits: number): number {
  return (31 - Math.clz32(bits & -bits)) >>> 3
}
