import type { UsageRecord } from './record.ts'

/**
 * The tokens of several calls together; reported only where those of all of them are. Sums of
 * parts add up to what the sum of the whole is.
 */
export function sumOfUsages(parts: readonly UsageRecord[]): UsageRecord {
  const [first, ...others] = parts
  if (first === undefined) return { origin: 'unknown' }
  if (others.length === 0) return first
  const sum: { -readonly [Part in keyof UsageRecord]: UsageRecord[Part] } = {
    origin: originOf(parts),
  }
  for (const name of COUNTS) {
    const known = parts.flatMap((part) => part[name] ?? [])
    if (known.length > 0) sum[name] = known.reduce((total, count) => total + count, 0)
  }
  return sum
}

/** Where one of the calls is not known in full, nobody knows whether the sum is all. */
function originOf(parts: readonly UsageRecord[]): UsageRecord['origin'] {
  const isKnown = ({ origin, input, output }: UsageRecord): boolean =>
    origin !== 'unknown' && input !== undefined && output !== undefined
  if (!parts.every(isKnown)) return 'unknown'
  return parts.every(({ origin }) => origin === 'reported') ? 'reported' : 'estimated'
}

const COUNTS = ['input', 'output', 'cache_read', 'cache_write'] as const
