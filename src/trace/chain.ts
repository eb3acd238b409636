import { createHash, type KeyObject, sign, verify } from 'node:crypto'

/** The identity of a line: `sha256:` and the hash of its bytes, without its line break. */
export function hashOfLine(line: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(line).digest('hex')}`
}

/**
 * A line with a signature as its last member: Ed25519 over the bytes of the line without it, in
 * base64url.
 */
export function signedLine(line: string, key: KeyObject): string {
  const signature = sign(null, Buffer.from(line), key).toString('base64url')
  return `${line.slice(0, -1)},"sig":"${signature}"}`
}

/** What became of the signature of a line. */
export type Signature = 'valid' | 'invalid' | 'absent'

/** Whether the line bears a signature, as {@link signedLine} writes it, of the key's owner. */
export function signatureOf(line: string, key: KeyObject): Signature {
  const found = /,"sig":"(?<signature>[A-Za-z0-9_-]{1,200})"\}$/.exec(line)
  if (found === null) return 'absent'
  const signed = Buffer.from(`${line.slice(0, found.index)}}`)
  const signature = Buffer.from(found.groups?.signature ?? '', 'base64url')
  return verify(null, signed, key, signature) ? 'valid' : 'invalid'
}
