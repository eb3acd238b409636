import type { UsageRecord } from '../record.ts'
import { countIn, recordIn } from './members.ts'

/**
 * The tokens of a response. The host counts what was read from a cache as input too; here each
 * token is counted once. It does not say what was written to a cache.
 */
export function loggedUsage(response: unknown): UsageRecord {
  const usage = recordIn(response, 'usage')
  const details =
    recordIn(usage, 'prompt_tokens_details') ?? recordIn(usage, 'input_tokens_details')
  return usageOf({
    input: countIn(usage, 'prompt_tokens') ?? countIn(usage, 'input_tokens'),
    output: countIn(usage, 'completion_tokens') ?? countIn(usage, 'output_tokens'),
    cached: countIn(details, 'cached_tokens') ?? countIn(recordIn(response, 'x_router'), CACHED),
  })
}

/** The tokens of a step of a flow. */
export function nodeUsage(node: unknown): UsageRecord {
  return usageOf({
    input: countIn(node, 'tokens_in'),
    output: countIn(node, 'tokens_out'),
    cached: countIn(node, CACHED),
  })
}

const CACHED = 'tokens_cached'

interface Counts {
  /** Those read from a cache among them. */
  readonly input: number | undefined
  readonly output: number | undefined
  readonly cached: number | undefined
}

function usageOf({ input, output, cached }: Counts): UsageRecord {
  if (input === undefined && output === undefined) return { origin: 'unknown' }
  return {
    origin: 'reported',
    ...(input !== undefined && { input: Math.max(0, input - (cached ?? 0)) }),
    ...(output !== undefined && { output }),
    ...(cached !== undefined && { cache_read: cached }),
  }
}
