import type { UsageRecord } from '../../../trace/index.ts'
import { grouped } from '../../report/grouped.ts'

/** The tokens of a call or a request, and how it is known. */
export function usageText(usage: UsageRecord): string {
  const { origin, input, output, cache_read, cache_write } = usage
  const parts = [
    input === undefined ? undefined : `${grouped(input)} in`,
    cache_read === undefined ? undefined : `${grouped(cache_read)} from the cache`,
    cache_write === undefined ? undefined : `${grouped(cache_write)} into the cache`,
    output === undefined ? undefined : `${grouped(output)} out`,
  ].filter((part) => part !== undefined)
  if (parts.length === 0) return 'unknown'
  return `${parts.join(', ')}; ${ORIGINS[origin]}`
}

const ORIGINS: Readonly<Record<UsageRecord['origin'], string>> = {
  reported: 'as the provider reported',
  estimated: 'as was estimated',
  unknown: 'nobody knows whether that is all',
}
