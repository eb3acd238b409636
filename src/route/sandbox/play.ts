import { isJsonRecord, type JsonRecord, member } from '../../catalog/json-data.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import { dialectOfApi } from './address.ts'
import { changedReply } from './fault/changed.ts'
import { disturbed } from './fault/disturbed.ts'
import type { Fault } from './fault/fault.ts'
import { faultScript } from './fault/fault-script.ts'
import type { Places } from './places.ts'
import { PromptCache } from './prompt-cache.ts'
import { refusedReply, stepsOf } from './reply.ts'
import { type ModelCall, replyToCall } from './reply-to-call.ts'
import type { Step } from './step.ts'

export interface PlaySetting {
  readonly places: Places
  readonly faults: readonly Fault[]
  /** Of everything that is left to chance, and of every answer. */
  readonly seed: number
  /** `none`: at once. `modelled`: as long as such a model takes. */
  readonly latency: 'none' | 'modelled'
  /** True where a call without a key is refused; which key it is does not matter. */
  readonly requireKey: boolean
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What comes of a call. */
export interface Played {
  /** Who was asked; empty where neither the path nor the model says. */
  readonly provider: string
  /** As the catalog calls the model; undefined where it has none of that name. */
  readonly family: string | undefined
  readonly fault: Fault | undefined
  readonly steps: readonly Step[]
}

/**
 * What plays the models of a catalog, before there is a socket: it says what comes of each call, in
 * the order in which they come.
 */
export function openPlay(setting: PlaySetting): (call: ModelCall) => Played {
  const script = faultScript(setting.faults, setting.seed)
  const cache = new PromptCache()
  return (call) => {
    const body = bodyOf(call.body)
    const model = body === undefined ? undefined : member(body, 'model')
    const place = typeof model === 'string' ? setting.places.find(model, call.provider) : undefined
    const provider = call.provider ?? place?.provider ?? ''
    const fault = script({ provider, family: place?.family })
    const answered = replyToCall({ call, body, place, fault }, { ...setting, cache })
    const reply = answered.ok
      ? changedReply(answered.value, fault)
      : refusedReply(answered.error, dialectOfApi(call.api))
    const manner = { api: call.api, isStreamed: reply.body.kind === 'stream' }
    const steps = stepsOf(reply)
    return {
      provider,
      family: place?.family,
      fault,
      steps: fault === undefined ? steps : disturbed(steps, fault, manner),
    }
  }
}

function bodyOf(bytes: Uint8Array): JsonRecord | undefined {
  const value = parsedJson(new TextDecoder().decode(bytes))
  return isJsonRecord(value) ? value : undefined
}
