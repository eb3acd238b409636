import { byteAt } from './byte.ts'

/**
 * Where the UTF-8 sequence of two to four bytes ends that begins at `at`, or `at` itself where there
 * is none: a byte that begins no sequence, a cut or overlong one, half of a surrogate pair, or
 * something above U+10FFFF.
 */
export function sequenceEnd(bytes: Uint8Array, at: number): number {
  const first = byteAt(bytes, at)
  const second = byteAt(bytes, at + 1)
  if (first < 0xe0) return first >= 0xc2 && isContinuation(second) ? at + 2 : at
  if (!isSecond(first, second) || !isContinuation(byteAt(bytes, at + 2))) return at
  if (first < 0xf0) return at + 3
  return first <= 0xf4 && isContinuation(byteAt(bytes, at + 3)) ? at + 4 : at
}

/** 0x80 to 0xbf; not the end of the bytes. */
function isContinuation(byte: number): boolean {
  return byte >> 6 === 2
}

/** Four first bytes narrow what may follow; beyond that lies what UTF-8 leaves out. */
function isSecond(first: number, second: number): boolean {
  if (!isContinuation(second)) return false
  switch (first) {
    case 0xe0:
      return second >= 0xa0
    case 0xed:
      return second <= 0x9f
    case 0xf0:
      return second >= 0x90
    case 0xf4:
      return second <= 0x8f
    default:
      return true
  }
}
