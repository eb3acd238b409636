import type { RouterError } from '../router-error.ts'
import type { ReplyHeaders } from './outlet.ts'

/** When to come back, in whole seconds as the standard has it and in milliseconds for the exact. */
export function retryAfterHeaders({ retryAfterMs }: RouterError): ReplyHeaders {
  if (retryAfterMs === undefined) return []
  const ms = Math.ceil(retryAfterMs)
  return ['retry-after', String(Math.ceil(ms / 1000)), 'retry-after-ms', String(ms)]
}
