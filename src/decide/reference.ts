import type { Candidate } from '../catalog/candidate.ts'
import type { Term } from '../ir/term.ts'
import { subtermAt } from './admitted.ts'
import type { Context } from './context.ts'
import type { Evaluator, Ranked, Rejected } from './evaluator.ts'
import { normalized } from './normalized.ts'
import { verdict } from './pred.ts'
import { scores } from './score.ts'
import { order, type Scored } from './select.ts'
import { leavesTies, selectionOf } from './selection.ts'

/**
 * The plain evaluator: each operation in the words of its meaning, one candidate at a time.
 * Explanations come from here, and the kernels are held against it.
 */
export const REFERENCE: Evaluator = {
  verdicts: (pred, candidates, context) =>
    candidates.map((candidate) => verdict(normalized(pred), candidate, context)),
  scores: (scorer, candidates, context) => scores(normalized(scorer), candidates, context),
  order: (selector, scored, context) => order(normalized(selector), scored, context),
  decide: (policy, candidates, context) => {
    const [filter, scorer, selector] = stagesOf(normalized(policy))
    const survivors: Candidate[] = []
    const rejected: Rejected[] = []
    for (const candidate of candidates) {
      const answer = verdict(filter, candidate, context)
      if (answer === true) survivors.push(candidate)
      else rejected.push({ candidate, reason: answer })
    }
    const values = scores(scorer, survivors, context)
    const scored = survivors.map((candidate, i) => ({ candidate, score: values[i] ?? Number.NaN }))
    return { ranked: ranking(selector, scored, context), rejected }
  },
}

/** The stages of a policy that decide: its filter, its scorer and its selector. */
export function stagesOf(policy: Term): readonly [filter: Term, scorer: Term, selector: Term] {
  if (policy[0] !== 'policy') throw new Error(`expected a policy, found \`${policy[0]}\``)
  return [subtermAt(policy, 1), subtermAt(policy, 2), subtermAt(policy, 3)]
}

function ranking(selector: Term, scored: readonly Scored[], context: Context): readonly Ranked[] {
  const selection = selectionOf(selector)
  const ranked = order(selection.uncut, scored, context)
  const alike = (a: Scored | undefined, b: Scored): boolean =>
    a !== undefined &&
    Object.is(a.score + 0, b.score + 0) &&
    selection.preferences.every(
      (pred) =>
        (verdict(pred, a.candidate, context) === true) ===
        (verdict(pred, b.candidate, context) === true),
    )
  const marked = ranked.map(({ candidate, score }, i) => {
    const self = { candidate, score }
    const tied = leavesTies(selection) && (alike(ranked[i - 1], self) || alike(ranked[i + 1], self))
    return { ...self, position: i + 1, tied }
  })
  return marked.slice(0, selection.limit)
}
