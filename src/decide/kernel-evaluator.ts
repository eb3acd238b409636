import type { Candidate } from '../catalog/candidate.ts'
import type { Term } from '../ir/term.ts'
import type { Vocabulary } from '../ir/vocabulary.ts'
import { hasBit } from './bits.ts'
import { type Columns, columnsOf } from './columns.ts'
import { type Context, vocabularyOf } from './context.ts'
import type { Evaluator, Ranked, Rejected } from './evaluator.ts'
import { compileProgram, type Program } from './kernels.ts'
import { liveOf } from './live.ts'
import { normalized } from './normalized.ts'
import { predKernel } from './pred-kernels.ts'
import { scoreKernel } from './score-kernels.ts'
import { selectKernel } from './select-kernels.ts'
import { contestOf } from './sort.ts'

/** The fast evaluator. Columns are kept by candidate list, compiled policies by list and term. */
export const KERNELS: Evaluator = {
  verdicts: (pred, candidates, context) => {
    const inputs = inputsOf(candidates, context)
    const kernel = predKernel(normalized(pred), inputs)
    inputs.live.refresh(context.state)
    kernel.refresh(context)
    return candidates.map((_, row) => hasBit(kernel.mask, row) || kernel.reason(row))
  },
  scores: (scorer, candidates, context) => {
    const inputs = inputsOf(candidates, context)
    const kernel = scoreKernel(normalized(scorer), inputs)
    inputs.live.refresh(context.state)
    kernel.refresh(context)
    const out = new Float64Array(candidates.length)
    kernel.run(Uint32Array.from(candidates.keys()), candidates.length, out)
    return [...out]
  },
  order: (selector, scored, context) => {
    const candidates = scored.map(({ candidate }) => candidate)
    const inputs = inputsOf(candidates, context)
    const kernel = selectKernel(normalized(selector), inputs)
    inputs.live.refresh(context.state)
    for (const preference of kernel.preferences) preference.refresh(context)
    const contest = contestOf(scored.length)
    contest.count = scored.length
    contest.rows.set(Uint32Array.from(scored.keys()))
    contest.scores.set(scored.map(({ score }) => score))
    kernel.arrange(contest, context, Number.POSITIVE_INFINITY)
    return [...contest.order.subarray(0, contest.kept)].flatMap((place) => {
      const candidate = candidates[place]
      return candidate === undefined
        ? []
        : [{ candidate, score: contest.scores[place] ?? Number.NaN }]
    })
  },
  decide: (policy, candidates, context) => {
    const outcome = programFor(policy, candidates, context).rank(context)
    const ranked: Ranked[] = []
    const count = outcome.count()
    for (let i = 0; i < count; i++) {
      const candidate = candidates[outcome.rowAt(i)]
      if (candidate === undefined) continue
      const score = outcome.scoreAt(i)
      ranked.push({ candidate, score, position: i + 1, tied: outcome.tiedAt(i) })
    }
    const rejected: Rejected[] = []
    for (let row = 0; row < candidates.length; row++) {
      const candidate = candidates[row]
      if (candidate === undefined || outcome.survived(row)) continue
      rejected.push({ candidate, reason: outcome.reason(row) })
    }
    return { ranked, rejected }
  },
}

/** The policy compiled for the candidates; made once and kept as long as both are. */
export function programFor(
  policy: Term,
  candidates: readonly Candidate[],
  context: Context,
): Program {
  const { columns, programs } = listFor(candidates, vocabularyOf(context))
  const known = programs.get(policy)
  if (known !== undefined) return known
  const program = compileProgram(policy, columns)
  programs.set(policy, program)
  return program
}

function inputsOf(candidates: readonly Candidate[], context: Context) {
  const columns = columnsOf(candidates, vocabularyOf(context))
  return { columns, live: liveOf(columns) }
}

interface CompiledList {
  readonly columns: Columns
  readonly programs: WeakMap<Term, Program>
}

const lists = new WeakMap<readonly Candidate[], CompiledList>()

function listFor(candidates: readonly Candidate[], vocabulary: Vocabulary): CompiledList {
  const known = lists.get(candidates)
  if (known?.columns.vocabulary === vocabulary && known.columns.size === candidates.length) {
    return known
  }
  const list = { columns: columnsOf(candidates, vocabulary), programs: new WeakMap() }
  lists.set(candidates, list)
  return list
}
