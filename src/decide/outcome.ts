import { hasBit } from './bits.ts'
import type { PredKernel } from './pred-kernels.ts'
import { leavesTies, type Selection } from './selection.ts'
import type { Contest } from './sort.ts'

/** The outcome of a run, read from the buffers of its program. Positions count from 0. */
export interface Outcome {
  /** How many candidates are ranked. */
  readonly count: () => number
  readonly rowAt: (position: number) => number
  readonly scoreAt: (position: number) => number
  /** Whether nothing but the order of the candidates decided; see {@link Ranked}. */
  readonly tiedAt: (position: number) => boolean
  readonly survived: (row: number) => boolean
  /** Why a row that did not survive was rejected. */
  readonly reason: (row: number) => string
}

interface Run {
  readonly contest: Contest
  readonly filter: PredKernel
  readonly selection: Selection
  readonly preferences: readonly PredKernel[]
}

export function outcomeOf({ contest, filter, selection, preferences }: Run): Outcome {
  const { rows, scores, order } = contest
  const tiesStay = leavesTies(selection)
  const rowAt = (position: number): number => rows[order[position] ?? 0] ?? 0
  const scoreAt = (position: number): number => scores[order[position] ?? 0] ?? Number.NaN
  const alike = (position: number, other: number): boolean => {
    if (other < 0 || other >= contest.kept) return false
    const [a, b] = [scoreAt(position), scoreAt(other)]
    if (a !== b && !(Number.isNaN(a) && Number.isNaN(b))) return false
    for (const { mask } of preferences) {
      if (hasBit(mask, rowAt(position)) !== hasBit(mask, rowAt(other))) return false
    }
    return true
  }
  return {
    count: () => Math.min(contest.kept, selection.limit),
    rowAt,
    scoreAt,
    tiedAt: (position) =>
      tiesStay && (alike(position, position - 1) || alike(position, position + 1)),
    survived: (row) => hasBit(filter.mask, row),
    reason: filter.reason,
  }
}
