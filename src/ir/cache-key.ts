import { utf8ToBytes } from '@noble/hashes/utils.js'
import { encode } from './encode.ts'
import type { Term } from './term.ts'

/**
 * The short key under which other hosts cache a term and name it in their traces: two numbers
 * below 2^31. Two terms may share it, so it finds a term but never identifies one.
 */
export function cacheKey(term: Term): string {
  return cacheKeyOfText(encode(term))
}

/** Two polynomial hashes over the UTF-8 bytes; every step stays below 2^37, so doubles are exact. */
export function cacheKeyOfText(text: string): string {
  let first = 5381
  let second = 52711
  for (const byte of utf8ToBytes(text)) {
    first = (first * 31 + byte) % 2147483647
    second = (second * 37 + byte) % 2147483629
  }
  return `${first}-${second}`
}
