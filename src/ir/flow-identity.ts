import { cacheKeyOfText } from './cache-key.ts'
import { encodeFlow } from './encode-flow.ts'
import { sha256OfText } from './fingerprint.ts'
import type { Flow } from './flow.ts'

/** The identity of a flow in normal form: `sha256:` and the hash of its encoding in hex. */
export function fingerprintFlow(flow: Flow): string {
  return sha256OfText(encodeFlow(flow))
}

/** The short key of a flow in normal form, made as the one of a term; never its identity. */
export function cacheKeyFlow(flow: Flow): string {
  return cacheKeyOfText(encodeFlow(flow))
}
