import type { Api } from '../classify/check-answer.ts'
import type { Dialect } from './refusal.ts'

/** Where a request of a client goes. */
export interface Address {
  /** Undefined for a path that begins with `/v1`. */
  readonly provider: string | undefined
  readonly endpoint: Api | 'models'
}

/** Reads `/openai/v1/chat/completions`, or the same without a provider. */
export function addressOf(path: string): Address | undefined {
  const [, segment, rest = ''] = /^(?:\/([^/]+))?\/v1\/(.+)$/.exec(path) ?? []
  const endpoint = ENDPOINTS.get(rest)
  if (endpoint === undefined) return undefined
  if (segment === undefined) return { provider: undefined, endpoint }
  const provider = decoded(segment)
  return provider === undefined ? undefined : { provider, endpoint }
}

const ENDPOINTS: ReadonlyMap<string, Address['endpoint']> = new Map([
  ['chat/completions', 'chat'],
  ['responses', 'responses'],
  ['embeddings', 'embeddings'],
  ['messages', 'messages'],
  ['models', 'models'],
])

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

/** The form in which an interface speaks; a provider has only those of its own. */
export function dialectOfApi(api: Api): Dialect {
  return api === 'messages' ? 'anthropic' : 'openai'
}
