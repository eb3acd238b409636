import type { Term } from '../ir/term.ts'
import { type Bits, emptyBits, hasBit, intersect, isDisjoint, listRows } from './bits.ts'
import type { Columns } from './columns.ts'
import type { Context } from './context.ts'
import { type Live, liveOf } from './live.ts'
import { normalized } from './normalized.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { type PredKernel, predKernel } from './pred-kernels.ts'
import { stagesOf } from './reference.ts'
import { scoreKernel } from './score-kernels.ts'
import { selectKernel } from './select-kernels.ts'
import { selectionOf } from './selection.ts'
import { type Contest, contestOf } from './sort.ts'

/**
 * A policy compiled for a list of candidates. It owns every buffer a decision needs, so deciding
 * allocates nothing for a candidate; what a run leaves is good until the next run.
 */
export interface Program {
  readonly columns: Columns
  /** The filter, up to date with the last run. */
  readonly filter: PredKernel
  /** What the last run read of the state. */
  readonly live: Live
  /** Filters, scores and orders all candidates. */
  readonly rank: (context: Context) => Outcome
  /** The row that `rank` would put first, or -1 where nobody is left. */
  readonly best: (context: Context) => number
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
  const outcome = outcomeOf({ contest, filter, selection, preferences: selector.preferences })
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
  const rank = (context: Context): Outcome => {
    refresh(context)
    score(filter.mask)
    selector.arrange(contest, context, selection.limit)
    return outcome
  }
  const bestInOnePass = (context: Context): number => {
    refresh(context)
    // Of the survivors, those on the better side of each preference, the outermost first.
    favoured.set(filter.mask)
    for (const { mask } of selector.preferences) {
      if (!isDisjoint(favoured, mask)) intersect(favoured, mask)
    }
    score(scorer.pointwise ? favoured : filter.mask)
    return bestRow(contest, favoured)
  }
  const onePass = selection.innermost[0] === 'argmax' && !selection.cutsInside
  const best = (context: Context): number => (rank(context).count() === 0 ? -1 : outcome.rowAt(0))
  return { columns, live, filter, rank, best: onePass ? bestInOnePass : best }
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
