import { member, recordOf } from '../../catalog/json-data.ts'
import type { Usage } from '../../catalog/price.ts'

/**
 * The usage of a chat completion, or of embeddings; undefined where none is reported, as in a chunk
 * with `"usage": null` or with zeros for what is not counted yet.
 *
 * Providers agree on `prompt_tokens` and `completion_tokens`, and not on what these hold. The
 * total tells: tokens beyond the two are the cache where they are as many, and otherwise the
 * reasoning, which xAI and Gemini leave out of `completion_tokens` and charge as output.
 */
export function usageOfCompletion(value: unknown): Usage | undefined {
  const record = recordOf(value)
  const prompt = tokens(record, 'prompt_tokens')
  if (prompt === undefined) return undefined
  const completion = tokens(record, 'completion_tokens') ?? 0
  const details = recordOf(member(record, 'prompt_tokens_details'))
  const read =
    tokens(details, 'cached_tokens') ??
    tokens(record, 'prompt_cache_hit_tokens') ??
    tokens(record, 'cached_tokens') ??
    tokens(record, 'cache_read_input_tokens')
  const write =
    tokens(details, 'cache_write_tokens') ??
    tokens(details, 'cache_creation_tokens') ??
    tokens(record, 'cache_creation_input_tokens')
  const cache = (read ?? 0) + (write ?? 0)
  const beyond = Math.max(0, (tokens(record, 'total_tokens') ?? 0) - prompt - completion)
  const isApart = cache > prompt || (cache > 0 && cache === beyond)
  return usageOf({
    input: isApart ? prompt : prompt - cache,
    output: completion + (isApart ? Math.max(0, beyond - cache) : beyond),
    cacheRead: read,
    cacheWrite: write,
  })
}

/** The usage of OpenAI's Responses API, whose input holds the cache. */
export function usageOfResponse(value: unknown): Usage | undefined {
  const record = recordOf(value)
  const input = tokens(record, 'input_tokens')
  if (input === undefined) return undefined
  const details = recordOf(member(record, 'input_tokens_details'))
  const read = tokens(details, 'cached_tokens')
  const write = tokens(details, 'cache_write_tokens')
  const cache = (read ?? 0) + (write ?? 0)
  return usageOf({
    input: cache > input ? input : input - cache,
    output: tokens(record, 'output_tokens') ?? 0,
    cacheRead: read,
    cacheWrite: write,
  })
}

/** The usage of Anthropic's Messages API, whose three counts of input are apart. */
export function usageOfMessage(value: unknown): Usage | undefined {
  const record = recordOf(value)
  const input = tokens(record, 'input_tokens')
  if (input === undefined) return undefined
  return usageOf({
    input,
    output: tokens(record, 'output_tokens') ?? 0,
    cacheRead: tokens(record, 'cache_read_input_tokens'),
    cacheWrite: tokens(record, 'cache_creation_input_tokens'),
  })
}

interface Counted {
  readonly input: number
  readonly output: number
  readonly cacheRead: number | undefined
  readonly cacheWrite: number | undefined
}

/** Undefined for nothing at all, which is what is written for unknown. */
function usageOf({ input, output, cacheRead, cacheWrite }: Counted): Usage | undefined {
  if (input + output + (cacheRead ?? 0) + (cacheWrite ?? 0) === 0) return undefined
  return {
    input,
    output,
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
  }
}

function tokens(record: ReturnType<typeof recordOf>, key: string): number | undefined {
  const value = member(record, key)
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  return isCount && value <= MOST_TOKENS ? value : undefined
}

/** More than any model reads or writes at once: who says more is not believed, nor paid. */
const MOST_TOKENS = 100_000_000
