import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Encodings, encode } from './encode.ts'
import type { Term } from './term.ts'

/**
 * The identity of a term in normal form: `sha256:` and the hash of its encoding in hex.
 *
 * @param known the encodings of subterms, where normalizing left them.
 */
export function fingerprint(term: Term, known?: Encodings): string {
  return sha256OfText(encode(term, known))
}

/** `sha256:` and the hash of the UTF-8 bytes in hex. */
export function sha256OfText(text: string): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`
}
