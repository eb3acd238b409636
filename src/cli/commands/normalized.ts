import {
  cacheKey,
  cacheKeyFlow,
  encode,
  encodeFlow,
  type Flow,
  fingerprint,
  fingerprintFlow,
  normalize,
  normalizeFlow,
  type Term,
} from '../../ir/index.ts'
import type { TermOrFlow } from './term-input.ts'

/** The normal form of a term or a flow, and what is derived from it. */
export interface Normalized {
  readonly value: Term | Flow
  readonly encoding: string
  readonly fingerprint: string
  /** The short key that other hosts put in their traces. */
  readonly cacheKey: string
}

export function normalizedOf(admitted: TermOrFlow): Normalized {
  if (admitted.sort === 'Flow') {
    const flow = normalizeFlow(admitted.flow)
    return {
      value: flow,
      encoding: encodeFlow(flow),
      fingerprint: fingerprintFlow(flow),
      cacheKey: cacheKeyFlow(flow),
    }
  }
  const term = normalize(admitted.term)
  return {
    value: term,
    encoding: encode(term),
    fingerprint: fingerprint(term),
    cacheKey: cacheKey(term),
  }
}
