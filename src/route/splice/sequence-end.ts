/**
 * Where the UTF-8 sequence of two to four bytes ends that begins at `at`, or undefined where there
 * is none: a byte that begins no sequence, a cut or overlong one, half of a surrogate pair, or
 * something above U+10FFFF.
 */
export function sequenceEnd(bytes: Uint8Array, at: number): number | undefined {
  const first = bytes[at] ?? 0
  if (first < 0xc2 || first > 0xf4) return undefined
  const second = at + 1 < bytes.length ? (bytes[at + 1] ?? 0) : 0
  if (first < 0xe0) return isContinuation(second) ? at + 2 : undefined
  const third = at + 2 < bytes.length ? (bytes[at + 2] ?? 0) : 0
  if (!isSecond(first, second) || !isContinuation(third)) return undefined
  if (first < 0xf0) return at + 3
  const fourth = at + 3 < bytes.length ? (bytes[at + 3] ?? 0) : 0
  return isContinuation(fourth) ? at + 4 : undefined
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80
}

/** Four first bytes narrow what may follow; beyond that lies what UTF-8 leaves out. */
function isSecond(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0 && second <= 0xbf
  if (first === 0xed) return second >= 0x80 && second <= 0x9f
  if (first === 0xf0) return second >= 0x90 && second <= 0xbf
  if (first === 0xf4) return second >= 0x80 && second <= 0x8f
  return isContinuation(second)
}
