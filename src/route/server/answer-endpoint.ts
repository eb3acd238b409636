import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller } from '../callers/caller.ts'
import type { Desk } from './completions.ts'
import type { PageName, QuestionName } from './endpoints.ts'
import { sendError, sendJson } from './send-error.ts'

/** A request for something that no provider is asked for. */
export interface Asking {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly caller: Caller
}

/** The desk, and how busy the router is. */
export interface PageDesk extends Desk {
  readonly isDraining: boolean
  readonly inFlight: number
}

export function answerPage(name: PageName, { response }: Asking, desk: PageDesk): void {
  sendJson(response, { status: 'ok' })
}

export async function answerQuestion(
  name: QuestionName,
  { request, response, caller }: Asking,
  desk: Desk,
): Promise<void> {
  sendJson(response, {})
}
