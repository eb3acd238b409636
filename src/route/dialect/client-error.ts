import { type MessagesErrorBody, messagesErrorBody } from '../anthropic/upstream-error.ts'
import {
  type RouterError,
  type RouterErrorBody,
  routerErrorBody,
  statusOf,
} from '../router-error.ts'
import type { Surface } from './spoken-api.ts'

/** What a client of the surface is told of a failure, in the form its library reads. */
export function clientError(
  surface: Surface,
  error: RouterError,
): RouterErrorBody | MessagesErrorBody {
  if (surface !== 'messages') return routerErrorBody(error)
  return messagesErrorBody({ status: statusOf(error), message: error.message })
}

/** The body of a response that tells a failure, as JSON text. */
export function errorBody(surface: Surface, error: RouterError): string {
  return JSON.stringify(clientError(surface, error))
}
