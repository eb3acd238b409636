import type { Surface } from '../dialect/spoken-api.ts'

/** What can be asked of a router. */
export type Endpoint =
  | { readonly kind: 'completion'; readonly method: 'POST'; readonly surface: Surface }
  /** A question in JSON that no provider is asked for. */
  | { readonly kind: 'question'; readonly method: 'POST'; readonly name: QuestionName }
  | {
      readonly kind: 'page'
      readonly method: 'GET'
      readonly name: PageName
      readonly for: Audience
    }

export type QuestionName = 'rank' | 'normalize'
export type PageName = 'models' | 'model' | 'fields' | 'metrics' | 'health' | 'readiness'

/** Where callers are told apart, most is for them alone; whoever watches a router has no key. */
export type Audience = 'callers' | 'anyone'

/** By their paths. What stands in `{id}` may hold slashes. */
// biome-ignore format: table
export const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['/v1/chat/completions', { kind: 'completion', method: 'POST', surface: 'chat' }],
  ['/v1/responses',        { kind: 'completion', method: 'POST', surface: 'responses' }],
  ['/v1/embeddings',       { kind: 'completion', method: 'POST', surface: 'embeddings' }],
  ['/v1/messages',         { kind: 'completion', method: 'POST', surface: 'messages' }],
  ['/v1/models',           { kind: 'page', method: 'GET', name: 'models', for: 'callers' }],
  ['/v1/models/{id}',      { kind: 'page', method: 'GET', name: 'model', for: 'callers' }],
  ['/x/rank',              { kind: 'question', method: 'POST', name: 'rank' }],
  ['/x/policy/normalize',  { kind: 'question', method: 'POST', name: 'normalize' }],
  ['/x/fields',            { kind: 'page', method: 'GET', name: 'fields', for: 'callers' }],
  ['/metrics',             { kind: 'page', method: 'GET', name: 'metrics', for: 'callers' }],
  ['/healthz',             { kind: 'page', method: 'GET', name: 'health', for: 'anyone' }],
  ['/readyz',              { kind: 'page', method: 'GET', name: 'readiness', for: 'anyone' }],
])

/** What is asked for by the address of a request; undefined where it is nothing of the router. */
export function endpointAt(url: string): Endpoint | undefined {
  const path = pathOf(url)
  const isModel = path.length > MODELS.length && path.startsWith(MODELS)
  return ENDPOINTS.get(isModel ? `${MODELS}{id}` : path)
}

/** The `{id}` of a model, decoded; undefined where it is not encoded as addresses are. */
export function modelIdIn(url: string): string | undefined {
  try {
    return decodeURIComponent(pathOf(url).slice(MODELS.length))
  } catch {
    return undefined
  }
}

const MODELS = '/v1/models/'

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? ''
}
