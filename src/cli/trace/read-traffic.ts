import { counted } from '../../base/counted.ts'
import { ok, type Result } from '../../base/result.ts'
import type { GroundFault } from '../../claims/index.ts'
import type { Situation } from '../../trace/index.ts'
import type { Context } from '../context.ts'
import { readSituations, type SituationCount } from './read-situations.ts'

/** The requests of a trace, those that no policy can tell apart as one. */
export interface Traffic {
  /** As the trace was named. */
  readonly name: string
  /** In the order in which the trace has the first of each; never empty. */
  readonly kinds: readonly RequestKind[]
  readonly count: TrafficCount
}

export interface RequestKind {
  /** Of the first receipt. */
  readonly situation: Situation
  readonly receipts: number
  /** Of the first {@link MOST_IDS} receipts. */
  readonly ids: readonly string[]
}

export interface TrafficCount extends SituationCount {
  /** Receipts of a further kind when there were {@link MOST_KINDS}: they are left out. */
  readonly beyond: number
}

/** Enough for what traffic asks; each takes a decision for each policy. */
export const MOST_KINDS = 10_000

export const MOST_IDS = 3

/** There is a fault where nothing in the trace can be used. */
export async function readTraffic(
  path: string,
  context: Context,
): Promise<Result<Traffic, GroundFault>> {
  const kinds = new Map<string, { situation: Situation; receipts: number; ids: string[] }>()
  let beyond = 0
  const take = (situation: Situation): void => {
    const known = kinds.get(situation.key)
    if (known !== undefined) {
      known.receipts += 1
      if (known.ids.length < MOST_IDS) known.ids.push(situation.id)
    } else if (kinds.size < MOST_KINDS) {
      kinds.set(situation.key, { situation, receipts: 1, ids: [situation.id] })
    } else {
      beyond += 1
    }
  }
  const count = await readSituations(path, take, context)
  if (!count.ok) return count
  return ok({ name: path, kinds: [...kinds.values()], count: { ...count.value, beyond } })
}

/** What of a trace was left out and why, a part each. */
export function leftOutTexts({ unusable, unreadable, beyond }: TrafficCount): readonly string[] {
  return [
    ...(unusable > 0 ? [`${counted(unusable, 'receipt')} without a usable catalog`] : []),
    ...(unreadable > 0 ? [`${counted(unreadable, 'line')} that cannot be read`] : []),
    ...(beyond > 0
      ? [`${counted(beyond, 'receipt')} not tried, beyond the first ${MOST_KINDS} kinds of request`]
      : []),
  ]
}
