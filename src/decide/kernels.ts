import type { Term } from '../ir/term.ts'
import { type Bits, emptyBits, hasBit, intersect, isDisjoint, listRows } from './bits.ts'
import type { Columns } from './columns.ts'
import type { Context } from './context.ts'
import { liveOf } from './live.ts'
import { normalized } from './normalized.ts'
import { predKernel } from './pred-kernels.ts'
import { stagesOf } from './reference.ts'
import { scoreKernel } from './score-kernels.ts'
import { selectKernel } from './select-kernels.ts'
import { leavesTies, selectionOf } from './selection.ts'
import { type Contest, contestOf } from './sort.ts'

/**
 * A policy compiled for a list of candidates. It owns every buffer a decision needs, so deciding
 * allocates nothing for a candidate; what a run leaves is good until the next run.
 */
export interface Program {
  readonly columns: Columns
  /** Filters, scores and orders all candidates. */
  readonly rank: (context: Context) => Outcome
  /** The row that `rank` would put first, or -1 where nobody is left. */
  readonly best: (context: Context) => number
}

/** The outcome of a run, in the buffers of its program. */
interface Outcome {
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

export function compileProgram(policy: Term, columns: Columns): Program {
  const [filterTerm, scorerTerm, selectorTerm] = stagesOf(normalized(policy))
  const live = liveOf(columns)
  const inputs = { columns, live }
  const filter = predKernel(filterTerm, inputs)
  const scorer = scoreKernel(scorerTerm, inputs)
  const selection = selectionOf(selectorTerm)
  const selector = selectKernel(selection.uncut, inputs)
  const contest = contestOf(columns.size)
  const favoured = emptyBits(columns.size)

  const refresh = (context: Context): void => {
    live.refresh(context.state)
    filter.refresh(context)
    scorer.refresh(context)
    for (const preference of selector.preferences) preference.refresh(context)
  }
  const score = (rows: Bits): void => {
    contest.count = listRows(rows, contest.rows)
    scorer.run(contest.rows, contest.count, contest.scores)
  }
  const arrange = (context: Context): void => {
    score(filter.mask)
    selector.arrange(contest, context, selection.limit)
  }
  const alike = (place: number, other: number): boolean => {
    const a = contest.scores[place] ?? Number.NaN
    const b = contest.scores[other] ?? Number.NaN
    if (a !== b && !(Number.isNaN(a) && Number.isNaN(b))) return false
    const row = contest.rows[place] ?? 0
    const otherRow = contest.rows[other] ?? 0
    for (const { mask } of selector.preferences) {
      if (hasBit(mask, row) !== hasBit(mask, otherRow)) return false
    }
    return true
  }
  const placeAt = (position: number): number => contest.order[position] ?? 0
  const alikeAt = (position: number, other: number): boolean =>
    other >= 0 && other < contest.kept && alike(placeAt(position), placeAt(other))
  const tiesStay = leavesTies(selection)
  const outcome: Outcome = {
    count: () => Math.min(contest.kept, selection.limit),
    rowAt: (position) => contest.rows[placeAt(position)] ?? 0,
    scoreAt: (position) => contest.scores[placeAt(position)] ?? Number.NaN,
    tiedAt: (position) =>
      tiesStay && (alikeAt(position, position - 1) || alikeAt(position, position + 1)),
    survived: (row) => hasBit(filter.mask, row),
    reason: filter.reason,
  }

  const onePass = selection.innermost[0] === 'argmax' && !selection.cutsInside
  return {
    columns,
    rank: (context) => {
      refresh(context)
      arrange(context)
      return outcome
    },
    best: (context) => {
      refresh(context)
      if (!onePass) {
        arrange(context)
        return contest.kept === 0 ? -1 : outcome.rowAt(0)
      }
      // Of the survivors, those on the better side of each preference, the outermost first.
      favoured.set(filter.mask)
      for (const { mask } of selector.preferences) {
        if (!isDisjoint(favoured, mask)) intersect(favoured, mask)
      }
      score(scorer.pointwise ? favoured : filter.mask)
      return bestRow(contest, favoured)
    },
  }
}

/** The row with the highest score among those allowed; the first of equals; NaN only if alone. */
function bestRow({ rows, scores, count }: Contest, allowed: Bits): number {
  let best = -1
  let highest = Number.NaN
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0
    const score = scores[i] ?? 0
    if (!hasBit(allowed, row)) continue
    if (best === -1 || score > highest || (Number.isNaN(highest) && !Number.isNaN(score))) {
      best = row
      highest = score
    }
  }
  return best
}
