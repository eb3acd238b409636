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
export type PageName = 'models' | 'fields' | 'metrics' | 'health' | 'readiness'

/** Where callers are told apart, most is for them alone; whoever watches a router has no key. */
export type Audience = 'callers' | 'anyone'

// biome-ignore format: table
export const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['/v1/chat/completions', { kind: 'completion', method: 'POST', surface: 'chat' }],
  ['/v1/responses',        { kind: 'completion', method: 'POST', surface: 'responses' }],
  ['/v1/embeddings',       { kind: 'completion', method: 'POST', surface: 'embeddings' }],
  ['/v1/messages',         { kind: 'completion', method: 'POST', surface: 'messages' }],
  ['/v1/models',           { kind: 'page', method: 'GET', name: 'models', for: 'callers' }],
  ['/x/rank',              { kind: 'question', method: 'POST', name: 'rank' }],
  ['/x/policy/normalize',  { kind: 'question', method: 'POST', name: 'normalize' }],
  ['/x/fields',            { kind: 'page', method: 'GET', name: 'fields', for: 'callers' }],
  ['/metrics',             { kind: 'page', method: 'GET', name: 'metrics', for: 'callers' }],
  ['/healthz',             { kind: 'page', method: 'GET', name: 'health', for: 'anyone' }],
  ['/readyz',              { kind: 'page', method: 'GET', name: 'readiness', for: 'anyone' }],
])
