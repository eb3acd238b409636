import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller } from '../callers/caller.ts'

/** A request for something that no provider is asked for. */
export interface Asking {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly caller: Caller
}
