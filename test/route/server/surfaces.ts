import { createHash } from 'node:crypto'
import type { CallerConfig } from '../../../src/route/callers/caller-config.ts'

const HELLO = [{ role: 'user', content: 'hello' }]

/** The four interfaces that models are asked by: the path behind `/v1`, and a body without a policy. */
export const SURFACES = [
  { path: '/chat/completions', body: { messages: HELLO } },
  { path: '/responses', body: { input: 'hello' } },
  { path: '/embeddings', body: { input: 'hello' } },
  { path: '/messages', body: { messages: HELLO, max_tokens: 100 } },
] as const

/** A caller whose key is `key-of-` and its name. */
export function callerNamed(name: string, rules: Partial<CallerConfig> = {}): CallerConfig {
  const hash = createHash('sha256').update(`key-of-${name}`).digest('hex')
  return { name, keys: [`sha256:${hash}`], ...rules }
}
