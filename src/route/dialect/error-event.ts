import { type RouterError, routerErrorBody } from '../router-error.ts'
import { errorBody } from './client-error.ts'
import type { Surface } from './spoken-api.ts'

/**
 * The event that ends a stream which has failed. The libraries of OpenAI throw on data with a
 * member `error`, that of Anthropic on an event of that name. Responses are documented to tell the
 * code and the message at the top; OpenAI itself sends them within `error`, so both are there.
 *
 * @param events how many the client got before this one: their numbers count from 0.
 */
export function errorEvent(surface: Surface, error: RouterError, events: number): Uint8Array {
  return UTF_8.encode(`${textOf(surface, error, events)}\n\n`)
}

const UTF_8 = new TextEncoder()

function textOf(surface: Surface, error: RouterError, events: number): string {
  if (surface === 'messages') return `event: error\ndata: ${errorBody(surface, error)}`
  if (surface !== 'responses') return `data: ${errorBody(surface, error)}`
  const body = routerErrorBody(error)
  const { code, message, param } = body.error
  const told = { type: 'error', sequence_number: events, code, message, param, ...body }
  return `event: error\ndata: ${JSON.stringify(told)}`
}
