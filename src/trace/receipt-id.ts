/** Crockford's alphabet: no letter that can be taken for a digit, and in the order of ASCII. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * An identity that sorts by time, in the form of a ULID: 10 characters for the time, 16 for chance.
 *
 * @param atMs milliseconds since 1970, below 2^48.
 * @param entropy ten random bytes.
 * @see https://github.com/ulid/spec
 */
export function receiptId(atMs: number, entropy: Uint8Array): string {
  const time = written(Math.max(0, Math.floor(atMs)), 10)
  return time + written(wholeOf(entropy, 0), 8) + written(wholeOf(entropy, 5), 8)
}

/** Five bytes as a whole number, below 2^40: eight characters. */
function wholeOf(bytes: Uint8Array, from: number): number {
  let whole = 0
  for (let i = from; i < from + 5; i++) whole = whole * 256 + (bytes[i] ?? 0)
  return whole
}

function written(whole: number, length: number): string {
  let text = ''
  let rest = whole
  for (let i = 0; i < length; i++) {
    text = `${ALPHABET[rest % 32]}${text}`
    rest = Math.floor(rest / 32)
  }
  return text
}
