import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request as requestOf } from 'node:http'
import { parsedJson } from '../../route/classify/parsed-json.ts'
import { AnswerReader, textOf } from './answer-reader.ts'
import type { PrivateRouter } from './private-router.ts'
import { type ToldError, toldError } from './told-error.ts'

/** A question for a model, without a word about which one. */
export interface Question {
  readonly system?: string | undefined
  readonly prompt: string
  readonly maxTokens?: number | undefined
  readonly seed?: number | undefined
  /** Whether text is wanted as it comes. */
  readonly delivery: 'stream' | 'whole'
}

/** What came of a question; a stream that broke off has text and an error. */
export interface Answer {
  readonly text: string
  readonly error?: ToldError
  /** Whether whoever asked gave it up. */
  readonly isCancelled: boolean
}

export interface Asking {
  /** Told of each piece of a stream as it comes. */
  readonly onText: (text: string) => void
  /** Gives the call up when it is aborted from now on. */
  readonly interrupted: AbortSignal
}

/** Asks a router over HTTP, as any client does. */
export async function ask(
  router: Pick<PrivateRouter, 'url' | 'key'>,
  question: Question,
  { onText, interrupted }: Asking,
): Promise<Answer> {
  const body = Buffer.from(JSON.stringify(bodyOf(question)))
  const request = requestOf(`${router.url}/v1/chat/completions`, {
    method: 'POST',
    agent: false,
    headers: {
      authorization: `Bearer ${router.key}`,
      'content-type': 'application/json',
      'content-length': body.length,
    },
  })
  let text = ''
  let isCancelled = false
  const cancel = (): void => {
    isCancelled = true
    request.destroy()
  }
  interrupted.addEventListener('abort', cancel, { once: true })
  try {
    const response = await responseTo(request, body)
    const error = await readAnswer(response, (piece) => {
      text += piece
      if (question.delivery === 'stream') onText(piece)
    })
    return { text, isCancelled, ...(error !== undefined && { error }) }
  } catch {
    return isCancelled ? { text, isCancelled } : { text, isCancelled, error: BROKEN }
  } finally {
    interrupted.removeEventListener('abort', cancel)
  }
}

const BROKEN: ToldError = { code: 'internal', message: 'The connection to the router broke.' }

async function responseTo(request: ClientRequest, body: Uint8Array): Promise<IncomingMessage> {
  const responded = once(request, 'response')
  request.end(body)
  // What is emitted with that event is one response.
  const [response] = (await responded) as [IncomingMessage]
  return response
}

async function readAnswer(
  response: IncomingMessage,
  onText: (text: string) => void,
): Promise<ToldError | undefined> {
  if (response.headers['content-type']?.startsWith('text/event-stream') === true) {
    const reader = new AnswerReader()
    for await (const piece of response) {
      const text = reader.push(piece)
      if (text !== '') onText(text)
    }
    return reader.error
  }
  const pieces: Buffer[] = []
  for await (const piece of response) pieces.push(piece)
  const whole = parsedJson(Buffer.concat(pieces).toString())
  onText(textOf(whole, 'message'))
  return toldError(whole)
}

function bodyOf({ system, prompt, maxTokens, seed, delivery }: Question) {
  return {
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      { role: 'user', content: prompt },
    ],
    // The name that OpenAI's own models take; most others know it by now.
    ...(maxTokens !== undefined && { max_completion_tokens: maxTokens }),
    ...(seed !== undefined && { seed }),
    ...(delivery === 'stream' && { stream: true }),
  }
}
