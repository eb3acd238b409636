import { err, ok, type Result } from '../../base/result.ts'
import type { JsonRecord } from '../../catalog/json-data.ts'
import type { Api } from '../classify/check-answer.ts'
import { dialectOfApi } from './address.ts'
import { embeddingsBody, tokensOfInputs } from './answer/embeddings.ts'
import { readEmbeddings } from './ask/read-embeddings.ts'
import { contextRefusal } from './context-refusal.ts'
import { converse } from './converse.ts'
import type { Fault } from './fault/fault.ts'
import { refusalOfFault } from './fault/refusal-of-fault.ts'
import type { Place } from './places.ts'
import type { PromptCache } from './prompt-cache.ts'
import type { Refusal } from './refusal.ts'
import { type Reply, wholeReply } from './reply.ts'

/** A call of a model. */
export interface ModelCall {
  readonly api: Api
  /** Undefined where the path names none. */
  readonly provider: string | undefined
  readonly body: Uint8Array
  readonly hasKey: boolean
}

/** A call, and what is known of it. */
export interface KnownCall {
  readonly call: ModelCall
  /** Undefined where it is no JSON object. */
  readonly body: JsonRecord | undefined
  /** Undefined where nobody serves the model. */
  readonly place: Place | undefined
  readonly fault: Fault | undefined
}

/** By what a reply is decided beside the call. */
export interface ReplySetting {
  readonly seed: number
  readonly latency: 'none' | 'modelled'
  readonly requireKey: boolean
  readonly now: () => number
  readonly cache: PromptCache
}

/** The reply to a call, or why it is refused: first by the fault, then as a provider would. */
export function replyToCall(known: KnownCall, setting: ReplySetting): Result<Reply, Refusal> {
  const { call, body, place, fault } = known
  const dialect = dialectOfApi(call.api)
  const refusal =
    fault === undefined ? undefined : refusalOfFault(fault, { dialect, nowMs: setting.now() })
  if (refusal !== undefined) return err(refusal)
  if (setting.requireKey && !call.hasKey) return err({ kind: 'key_rejected' })
  if (body === undefined)
    return err({ kind: 'bad_request', message: 'The body is no JSON object.' })
  if (call.api === 'embeddings') return embed(body, place, fault)
  return converse({ api: call.api, bytes: call.body, body, place, fault }, setting)
}

function embed(
  body: JsonRecord,
  place: Place | undefined,
  fault: Fault | undefined,
): Result<Reply, Refusal> {
  const ask = readEmbeddings(body)
  if (!ask.ok) return ask
  if (place === undefined) return err({ kind: 'model_missing' })
  const overflow = contextRefusal(tokensOfInputs(ask.value.inputs), 0, place)
  if (overflow !== undefined) return err(overflow)
  switch (fault?.kind) {
    case 'filter':
      return err({ kind: 'filtered' })
    case 'empty':
      return ok(wholeReply(embeddingsBody({ ...ask.value, inputs: [] }, place.served)))
    case 'blank':
      return ok(wholeReply(embeddingsBody({ ...ask.value, dimensions: 0 }, place.served)))
    default:
      return ok(wholeReply(embeddingsBody(ask.value, place.served)))
  }
}
