/** The bytes that JSON is made of, and {@link END}, which no byte equals. */
// biome-ignore format: table
export const BYTE = {
  tab: 0x09, lineFeed: 0x0a, carriageReturn: 0x0d, space: 0x20,
  quote: 0x22, backslash: 0x5c, comma: 0x2c, colon: 0x3a,
  openBrace: 0x7b, closeBrace: 0x7d, openBracket: 0x5b, closeBracket: 0x5d,
  plus: 0x2b, minus: 0x2d, dot: 0x2e, zero: 0x30, nine: 0x39, slash: 0x2f,
  b: 0x62, e: 0x65, f: 0x66, i: 0x69, n: 0x6e, r: 0x72, t: 0x74, u: 0x75,
} as const

/** What is read behind the last byte. */
export const END = -1

export function byteAt(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? (bytes[at] ?? END) : END
}

export function isDigit(byte: number): boolean {
  return byte >= BYTE.zero && byte <= BYTE.nine
}

export function isHexDigit(byte: number): boolean {
  const lowercase = byte | 0x20
  return isDigit(byte) || (lowercase >= 0x61 && lowercase <= 0x66)
}
