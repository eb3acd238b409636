import { type JsonRecord, member, recordOf } from '../../catalog/json-data.ts'
import { type FailureCode, failureOf } from '../failure.ts'
import { type JudgedAnswer, NO_FACTS } from './answer-facts.ts'
import { classifyErrorInAnswer } from './classify-error.ts'
import { isError } from './is-error.ts'
import { judgeChat } from './judge-chat.ts'
import { judgeEmbeddings } from './judge-embeddings.ts'
import { judgeMessage } from './judge-message.ts'
import { judgeResponse } from './judge-response.ts'
import { parsedJson } from './parsed-json.ts'

/** The interfaces that answers are written for. */
export type Api = 'chat' | 'responses' | 'embeddings' | 'messages'

/** How a 2xx came. */
export interface AnswerKind {
  readonly api: Api
  /** The header, if there was one. It is believed of HTML alone: many send JSON as text. */
  readonly contentType: string | undefined
}

/**
 * Whether the body of a 2xx is an answer. HTML, an error, JSON that breaks off, no choices, and
 * choices without an answer, a refusal or a tool call are failures; so is a filtered answer of
 * which nothing is left. One that ends at the limit the client set is an answer, however empty:
 * asking another model would be charged again and end there too.
 */
export function checkAnswer(body: Uint8Array, { api, contentType }: AnswerKind): JudgedAnswer {
  const text = UTF_8.decode(body).trim()
  const value = parsedJson(text)
  if (typeof value !== 'object' || value === null) return failed(faultOfText(text, contentType))
  if (isError(value) || isDetail(recordOf(value)))
    return { failure: classifyErrorInAnswer(value), facts: NO_FACTS }
  return JUDGES[api](recordOf(value))
}

const UTF_8 = new TextDecoder()

const JUDGES = {
  chat: judgeChat,
  responses: judgeResponse,
  embeddings: judgeEmbeddings,
  messages: judgeMessage,
} as const satisfies Record<Api, unknown>

function failed(code: FailureCode): JudgedAnswer {
  return { failure: failureOf(code), facts: NO_FACTS }
}

function faultOfText(text: string, contentType: string | undefined): FailureCode {
  if (text === '') return 'empty_body'
  if (text.startsWith('<') || contentType?.includes('text/html') === true) return 'html'
  return text.startsWith('{') || text.startsWith('[') ? 'truncated_json' : 'not_json'
}

/** The whole of an error of FastAPI, which many servers of models are made with. */
function isDetail(record: JsonRecord): boolean {
  return member(record, 'detail') !== undefined && Object.keys(record).length === 1
}
