import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'

/** The identity of a line: `sha256:` and the hash of its bytes, without its line break. */
export function hashOfLine(line: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(line).digest('hex')}`
}

/**
 * Signs lines: a signature is the last member of its line, Ed25519 over the bytes of the line
 * without it, in base64url.
 *
 * @param privateKey in PEM.
 * @throws where it is no Ed25519 private key.
 */
export function signerOf(privateKey: string): (line: string) => string {
  const key = createPrivateKey(privateKey)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`a key of type ${key.asymmetricKeyType}`)
  return (line) => {
    const signature = sign(null, Buffer.from(line), key).toString('base64url')
    return `${line.slice(0, -1)},"sig":"${signature}"}`
  }
}

/** What became of the signature of a line. */
export type Signature = 'valid' | 'invalid' | 'absent'

/**
 * Tells whether lines bear the signature of the key's owner, as {@link signerOf} writes it.
 *
 * @param publicKey in PEM; of a private key its public half counts.
 * @throws where it is no Ed25519 key.
 */
export function signatureReader(publicKey: string): (line: string) => Signature {
  const key = createPublicKey(publicKey)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`a key of type ${key.asymmetricKeyType}`)
  return (line) => {
    const found = SIGNED.exec(line)
    if (found === null) return 'absent'
    const text = found.groups?.signature ?? ''
    const signature = Buffer.from(text, 'base64url')
    // The last character has bits to spare: of its spellings only one is written.
    if (signature.toString('base64url') !== text) return 'invalid'
    const signed = Buffer.from(`${line.slice(0, found.index)}}`)
    return verify(null, signed, key, signature) ? 'valid' : 'invalid'
  }
}

/** Whether the line ends in what looks like a signature. */
export function isSigned(line: string): boolean {
  return SIGNED.test(line)
}

const SIGNED = /,"sig":"(?<signature>[A-Za-z0-9_-]{86})"\}$/
