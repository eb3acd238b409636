import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import stableStringify from 'fast-json-stable-stringify'
import type { Catalog } from './catalog.ts'

/**
 * The identity of a catalog: `sha256:` and the hash of its stable JSON, keys sorted. The same
 * content has the same digest in YAML and in JSON, with its keys in any order.
 */
export function digest(catalog: Catalog): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(stableStringify(catalog))))}`
}
