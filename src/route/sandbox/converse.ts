import { createHash } from 'node:crypto'
import { err, ok, type Result } from '../../base/result.ts'
import type { JsonRecord } from '../../catalog/json-data.ts'
import { minstd } from '../../decide/minstd.ts'
import type { Answer, Frame } from './answer/answer.ts'
import { answerOf } from './answer/answer-of.ts'
import { chatBody, chatEvents } from './answer/chat.ts'
import { messagesBody, messagesEvents } from './answer/messages.ts'
import type { Piece } from './answer/piece.ts'
import { responsesBody, responsesEvents } from './answer/responses.ts'
import type { Ask } from './ask/ask.ts'
import { readChat } from './ask/read-chat.ts'
import { readMessages } from './ask/read-messages.ts'
import { readResponses } from './ask/read-responses.ts'
import { contextRefusal } from './context-refusal.ts'
import { changedAnswer } from './fault/changed.ts'
import type { Fault } from './fault/fault.ts'
import { FAULT_KINDS, type FaultArgument } from './fault/fault-kinds.ts'
import { AT_ONCE, modelledPace } from './pace.ts'
import type { Place } from './places.ts'
import type { CachedPrompt } from './prompt-cache.ts'
import type { Refusal } from './refusal.ts'
import { type Reply, wholeReply } from './reply.ts'
import type { ReplySetting } from './reply-to-call.ts'

/** A call by one of the interfaces in which a model writes something. */
export interface Conversation {
  readonly api: keyof typeof INTERFACES
  readonly bytes: Uint8Array
  readonly body: JsonRecord
  readonly place: Place | undefined
  readonly fault: Fault | undefined
}

/** The answer to a conversation, the same for the same bytes but for what the cache knows. */
export function converse(
  { api, bytes, body, place, fault }: Conversation,
  setting: ReplySetting,
): Result<Reply, Refusal> {
  const { read, write, stream } = INTERFACES[api]
  const asked = read(body)
  if (!asked.ok) return asked
  if (place === undefined) return err({ kind: 'model_missing', param: 'model' })
  const ask = asked.value
  const input = countedInput(setting.cache.take(routeOf(place), ask.turns), ask)
  const overflow = contextRefusal(input.input, ask.mostTokens ?? 0, place)
  if (overflow !== undefined) return err(overflow)
  const id = digestOf([setting.seed, routeOf(place), api], bytes)
  const draw = minstd(Number.parseInt(id.slice(0, 12), 16))
  const leastWords = wordsNeeded(fault)
  const answer = changedAnswer(answerOf(ask, { ...place, draw, input, leastWords }), fault)
  const pace = paceOf(answer, { route: routeOf(place), draw, setting })
  const frame = { id, model: place.served, choices: ask.choices, wantsUsage: ask.wantsUsage }
  if (!ask.isStreamed) return ok(wholeReply(write(answer, frame), pace))
  const pieces = stream(answer, frame)
  return ok({ status: 200, headers: {}, body: { kind: 'stream', pieces }, pace })
}

interface Interface {
  read(body: JsonRecord): Result<Ask, Refusal>
  write(answer: Answer, frame: Frame): object
  stream(answer: Answer, frame: Frame): readonly Piece[]
}

const INTERFACES = {
  chat: { read: readChat, write: chatBody, stream: chatEvents },
  responses: { read: readResponses, write: responsesBody, stream: responsesEvents },
  messages: { read: readMessages, write: messagesBody, stream: messagesEvents },
} as const satisfies Record<string, Interface>

function routeOf({ provider, family }: Place): string {
  return `${provider}/${family}`
}

/** OpenAI does not count what its cache takes, and Anthropic keeps nothing unasked. */
function countedInput(prompt: CachedPrompt, { caching }: Ask): CachedPrompt {
  if (caching === 'asked') return prompt
  return { ...prompt, cacheRead: caching === 'none' ? 0 : prompt.cacheRead, cacheWrite: 0 }
}

function digestOf(parts: readonly unknown[], bytes: Uint8Array): string {
  const hash = createHash('sha256')
    .update(`${parts.join('\n')}\n`)
    .update(bytes)
  return hash.digest('hex').slice(0, 32)
}

/** A text that something is to happen to after N chunks has more than these. */
function wordsNeeded(fault: Fault | undefined): number {
  if (fault === undefined) return 0
  const { takes }: FaultArgument = FAULT_KINDS[fault.kind].argument
  return takes === 'chunks' ? Math.min(fault.amount, MOST_WORDS) + 1 : 0
}

const MOST_WORDS = 10_000

interface PaceContext {
  readonly route: string
  readonly draw: () => number
  readonly setting: ReplySetting
}

function paceOf({ usage }: Answer, { route, draw, setting }: PaceContext) {
  if (setting.latency === 'none') return AT_ONCE
  const { input: inputTokens, output: outputTokens } = usage
  return modelledPace({ seed: setting.seed, route, draw, inputTokens, outputTokens })
}
