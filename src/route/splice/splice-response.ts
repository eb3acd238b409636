import type { Body } from './body.ts'
import type { Spliced } from './parts.ts'
import { type Json, splice } from './splice.ts'

/** What the router says in an answer that it passes on. */
export interface ResponseSigns {
  /** The name of the model that was served. */
  readonly model: string
  /** The summary of the receipt, as JSON text. */
  readonly xRouter: Json
}

/**
 * An answer that names the served model and ends with the member `x_router`; everything else is
 * passed on as it came, but for an `x_router` of somebody else.
 */
export function spliceResponse(body: Body, { model, xRouter }: ResponseSigns): Spliced {
  return splice(body, [
    { kind: 'set', name: 'model', json: JSON.stringify(model) },
    { kind: 'append', name: 'x_router', json: xRouter },
  ])
}
