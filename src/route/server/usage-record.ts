import type { Usage } from '../../catalog/price.ts'
import type { UsageRecord } from '../../trace/record.ts'

/** What is assumed where a provider does not say, in tokens. */
export interface AssumedUsage {
  readonly input: number
  /** Undefined where nothing tells. */
  readonly output: number | undefined
}

/** What a call used: as the provider says, else as the bytes tell, else unknown. */
export function usageRecord(reported: Usage | undefined, assumed: AssumedUsage): UsageRecord {
  if (reported === undefined) {
    const { input, output } = assumed
    return output === undefined ? { origin: 'unknown' } : { origin: 'estimated', input, output }
  }
  const { input, output, cacheRead, cacheWrite } = reported
  return {
    origin: 'reported',
    input,
    output,
    ...(cacheRead !== undefined && cacheRead > 0 && { cache_read: cacheRead }),
    ...(cacheWrite !== undefined && cacheWrite > 0 && { cache_write: cacheWrite }),
  }
}
