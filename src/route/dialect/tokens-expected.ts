import { countOf } from '../../catalog/json-data.ts'
import type { Usage } from '../../catalog/price.ts'
import { MOST_CHOICES } from '../classify/judge-chat.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import { memberOf } from '../splice/body.ts'
import { type IncomingCall, memberText } from './incoming-call.ts'

/**
 * How many tokens a call is expected to take at most, before anyone has counted.
 *
 * The input is the bytes of the conversation and of the tools at four a token, which is about what
 * English prose and code take with the quotes and names of members around them; other scripts take
 * more bytes a token, so that they are overestimated rather than not. Images count once, as one of
 * the largest size that providers charge for. The output is the limit that the body sets, for each
 * choice; without one it is what the model can write.
 *
 * @param maxOutput the most tokens the model can write at once; undefined where it is not known.
 */
export function tokensExpected(call: IncomingCall, maxOutput: number | undefined): Usage {
  return {
    input: inputOf(call),
    output: call.surface === 'embeddings' ? 0 : outputOf(call, maxOutput),
  }
}

function inputOf({ facts, body }: IncomingCall): number {
  let toolBytes = 0
  for (const name of TOOLS) {
    const member = memberOf(body, name)
    if (member !== undefined) toolBytes += member.valueEnd - member.valueStart
  }
  const text = Math.ceil((facts.promptBytes + toolBytes) / BYTES_PER_TOKEN)
  return text + (facts.hasImages ? IMAGE_TOKENS : 0)
}

const TOOLS = ['tools', 'functions']

/** Of English prose and code, about. */
export const BYTES_PER_TOKEN = 4

/** Anthropic scales an image down to less than 1,600; OpenAI's tiles of high detail come to less. */
const IMAGE_TOKENS = 1600

function outputOf(call: IncomingCall, maxOutput: number | undefined): number {
  const limit = limitOf(call)
  const most = maxOutput ?? Number.POSITIVE_INFINITY
  const each = Math.min(limit ?? maxOutput ?? UNLIMITED_OUTPUT, most)
  return each * Math.min(numberIn(call, 'n') ?? 1, MOST_CHOICES)
}

function limitOf(call: IncomingCall): number | undefined {
  for (const name of LIMITS) {
    const count = numberIn(call, name)
    if (count !== undefined) return count
  }
  return undefined
}

const LIMITS = ['max_completion_tokens', 'max_output_tokens', 'max_tokens']

/** What is written where nobody sets a limit and nobody knows one. */
const UNLIMITED_OUTPUT = 4096

function numberIn(call: IncomingCall, name: string): number | undefined {
  const text = memberText(call, name)
  return text === undefined ? undefined : countOf(parsedJson(text))
}
