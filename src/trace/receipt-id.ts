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
  let time = ''
  let rest = Math.max(0, Math.floor(atMs))
  for (let i = 0; i < 10; i++) {
    time = `${ALPHABET[rest % 32]}${time}`
    rest = Math.floor(rest / 32)
  }
  let chance = 0n
  for (let i = 0; i < 10; i++) chance = (chance << 8n) | BigInt(entropy[i] ?? 0)
  let text = ''
  for (let i = 0; i < 16; i++) {
    text = `${ALPHABET[Number(chance & 31n)]}${text}`
    chance >>= 5n
  }
  return time + text
}
