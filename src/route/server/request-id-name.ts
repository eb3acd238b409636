import type { Surface } from '../dialect/spoken-api.ts'

/** The header in which the clients of a surface look for the identity of their request. */
export function requestIdName(surface: Surface): string {
  return surface === 'messages' ? 'request-id' : 'x-request-id'
}
