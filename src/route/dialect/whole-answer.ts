import { type AnswerFacts, NO_FACTS } from '../classify/answer-facts.ts'
import { checkAnswer } from '../classify/check-answer.ts'
import { classifyResponse } from '../classify/classify-response.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import { type Failure, failureOf } from '../failure.ts'
import type { Spliced } from '../splice/parts.ts'
import { scanBody } from '../splice/scan-body.ts'
import type { Json } from '../splice/splice.ts'
import { spliceResponse } from '../splice/splice-response.ts'
import { type CallTarget, servedModelOf } from './call-target.ts'
import { ANSWER_LIMITS, isSigned } from './own-sign.ts'
import { protocolOf, type Surface, spokenApi } from './spoken-api.ts'
import { BYTES_PER_TOKEN } from './tokens-expected.ts'
import { translatedAnswer } from './translated-answer.ts'

/** A response that was read to its end. */
export interface ReceivedAnswer {
  readonly status: number
  /** The header, if there was one. */
  readonly contentType: string | undefined
  readonly bytes: Uint8Array
  /** When it came, in seconds since 1970: a translated chat completion says so. */
  readonly createdSeconds: number
}

/** What a response came to. What failed may have been charged for all the same. */
export interface WholeAnswer {
  /** Undefined where it is an answer. */
  readonly failure: Failure | undefined
  readonly facts: AnswerFacts
  /** How many tokens the answer is, frame and all, from its bytes: for where no usage was told. */
  readonly outputTokens: number
  /** What the client gets; undefined where the call has failed. */
  readonly passedOn: PassedOn | undefined
}

/** An answer in the client's interface. */
export interface PassedOn {
  /** The model that it says was served: as the provider names it, or else as the catalog does. */
  readonly model: string
  /**
   * The bytes for the client: those of the provider but for the model, where it named none, and a
   * last member `x_router` in place of one of its own. An answer that no such member can be put in
   * goes on as it came.
   *
   * @param xRouter the summary of the receipt.
   */
  readonly finish: (xRouter: Json) => Spliced
}

/** Judges a response, and where it is an answer makes it one for the client. */
export function wholeAnswer(
  surface: Surface,
  target: CallTarget,
  received: ReceivedAnswer,
): WholeAnswer {
  const { status, contentType, bytes } = received
  if (status < 200 || status > 299) {
    return failed(classifyResponse({ status, body: bytes }), NO_FACTS)
  }
  const api = spokenApi(protocolOf(target.provider), surface)
  if (api === undefined) return failed(failureOf('unlike_answer'), NO_FACTS)
  const { failure, facts } = checkAnswer(bytes, { api, contentType })
  if (failure !== undefined) return failed(failure, facts)
  const said = api === surface ? bytes : translatedAnswer(api, received)
  if (said === undefined) return failed(failureOf('unlike_answer'), facts)
  const scanned = scanBody(withoutMark(said), ANSWER_LIMITS)
  // It would be believed in the name of the router, and cannot be taken out.
  if (!scanned.ok && isSigned(parsedJson(new TextDecoder().decode(said)))) {
    return failed(failureOf('unlike_answer'), facts)
  }
  const model = facts.model ?? servedModelOf(target.candidate)
  return {
    failure,
    facts,
    outputTokens: api === 'embeddings' ? 0 : Math.ceil(bytes.length / BYTES_PER_TOKEN),
    passedOn: {
      model,
      finish: (xRouter) =>
        scanned.ok
          ? spliceResponse(scanned.value, { model, xRouter })
          : { parts: [said], length: said.length },
    },
  }
}

/** What has failed has nothing to be charged for but what its provider tells. */
function failed(failure: Failure, facts: AnswerFacts): WholeAnswer {
  return { failure, facts, outputTokens: 0, passedOn: undefined }
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return isMarked ? bytes.subarray(3) : bytes
}
