import { isFlat, scoreBounds } from '../../analyze/index.ts'
import type { Score } from '../../compile/check/score.ts'
import { foldConstant } from '../../compile/fold-constant.ts'
import type { Place } from '../../compile/index.ts'
import { inheritedBody } from '../../compile/specialise/extend.ts'
import { childrenOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { LintedPolicy } from '../linted-policy.ts'
import type { Finding, PolicyRule } from '../rule.ts'

export const idleWeight: PolicyRule = {
  code: 'UH4104',
  name: 'idle-weight',
  summary: 'a part of a score is the same for every model',
  why: 'Only differences between scores put models in order. What is weighed with 0, a number that is added to every score, or a figure that the filter fixes to one value, tells no model from another. Delete it, or give it the weight that was meant. A number that keeps the score from being negative, as in `1 - norm(price_out)`, is not reported.',
  severity: 'warning',
  set: 'default',
  fix: 'none',
  over: 'policy',
  holds: 'for every value',
  reads: 'the policy',
  examples: {
    bad: [
      'rank by norm(quality) - 0 * norm(price_out)',
      'rank by norm(quality) + 2',
      'rank by norm(quality) + norm(context) where context = 128k',
      'best where quality = 0.82',
    ],
    good: [
      'rank by norm(quality) - 0.2 * norm(price_out)',
      'rank by 1 - 0.5 * norm(price_out) - 0.5 * norm(price_in)',
      'any',
    ],
  },
  check(policy) {
    const { ranking } = inheritedBody(policy.typed)
    // What the other rankings say is no weight of anybody's.
    if (ranking?.kind !== 'score') return []
    return [
      ...weightlessIn(ranking.score).map(
        (place): Finding => ({
          place,
          message: 'a weight of 0 leaves this without a say',
          help: 'delete it, or give it a weight',
        }),
      ),
      ...idleParts(policy.scorer, policy),
    ]
  },
}

/** What is weighed with 0 whatever the parameters: lowering leaves it out. */
function weightlessIn(score: Score): readonly Place[] {
  switch (score.kind) {
    case 'scale':
      return foldConstant(score.by)?.value === 0 ? [score.place] : weightlessIn(score.score)
    case 'sum':
      return score.terms.flatMap(({ score: each }) => weightlessIn(each))
    case 'norm':
    case 'clamp':
    case 'gate':
      return weightlessIn(score.score)
    default:
      return []
  }
}

function idleParts(scorer: Term, policy: LintedPolicy): readonly Finding[] {
  if (scorer[0] === 'zero') return []
  if (isFlat(scoreBounds(scorer, policy))) {
    return [
      {
        place: policy.placeOf(scorer),
        message: 'every model that passes has the same score',
        help: 'rank by what differs, or say `any`',
      },
    ]
  }
  return addends(scorer).flatMap(({ part, sum }) => {
    if (!isFlat(scoreBounds(part, policy)) || liftsAboveZero(part, sum, policy)) return []
    return [
      {
        place: policy.placeOf(part),
        message: 'this adds the same to the score of every model, and decides nothing',
        label: part[0] === 'lit' ? 'a constant' : undefined,
        help: part[0] === 'lit' ? 'delete it' : 'delete it, or rank by what differs',
      },
    ]
  })
}

interface Addend {
  readonly part: Term
  readonly sum: Term
}

/** What is added on the way to the score, as long as adding the same to all changes no order. */
function addends(scorer: Term): readonly Addend[] {
  switch (scorer[0]) {
    case 'add':
      return childrenOf(scorer).flatMap((part) => [{ part, sum: scorer }, ...addends(part)])
    case 'scale':
      return addends(subtermAt(scorer, 2))
    case 'neg':
    case 'normalize':
      return addends(subtermAt(scorer, 1))
    default:
      return []
  }
}

/** Whether the sum is never negative, and would be without the number. */
function liftsAboveZero(part: Term, sum: Term, policy: LintedPolicy): boolean {
  const { low } = scoreBounds(sum, policy)
  return part[0] === 'lit' && low >= 0 && low - Number(part[1]) < 0
}
