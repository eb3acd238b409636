import type { Json } from '../splice/splice.ts'

/**
 * The summary of the receipt, for the end of a stream: in front of what is `done`, or behind the
 * last item where nothing was.
 *
 * It is a comment, on every surface. As a member it would need a chunk of its own, one without
 * choices since the usage is known only behind the last of them; and much of what reads streams
 * takes `choices[0]` of every chunk unless it has asked for usage. Comments are passed over by all.
 */
export function trailer(xRouter: Json): Uint8Array {
  // Between the tokens of JSON a line break is a blank, and within them none can stand.
  return new TextEncoder().encode(`: x_router ${xRouter.replace(/[\r\n]+/g, ' ')}\n\n`)
}
