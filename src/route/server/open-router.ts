import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Surface } from '../dialect/spoken-api.ts'
import type { RouterError } from '../router-error.ts'
import { complete } from './completions.ts'
import type { Conductor } from './conductor.ts'
import type { HouseRules } from './house-rules.ts'
import type { Office } from './office.ts'
import { sendError } from './send-error.ts'
import type { Setting } from './setting.ts'

/** A router as a listener of HTTP requests, in a server of its own or of somebody else. */
export interface Router {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  /** Requests that begin from now on are decided by this; those that run keep what they have. */
  readonly replace: (setting: Setting) => void
  /** Takes no more requests, and answers once those that run are over, or were ended. */
  readonly drain: (withinMs: number) => Promise<void>
}
...
