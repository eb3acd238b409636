import { unreachable } from '../../base/unreachable.ts'
import type { ClampedScore, Score } from '../check/score.ts'
import { chosenArm } from '../fold-constant.ts'
import { problem } from '../problem.ts'
import { closeCondition } from './close-condition.ts'
import type { ClosedScore } from './closed.ts'
import { type Closing, closeNumber } from './closing.ts'

/** A score with its parameters bound. Adds UH2014 for a `clamp` that leaves nothing. */
export function closeScore(score: Score, closing: Closing): ClosedScore {
  const { place } = score
  closing.partsLeft -= 1
  if (closing.partsLeft < 0) return { kind: 'number', place, value: 0 }
  switch (score.kind) {
    case 'number':
      return { kind: 'number', place, value: closeNumber(score.value, closing) }
    case 'sum': {
      const terms = score.terms.map(({ sign, score: each }) => ({
        sign,
        score: closeScore(each, closing),
      }))
      return { kind: 'sum', place, terms }
    }
    case 'scale': {
      const by = closeNumber(score.by, closing)
      return { kind: 'scale', place, by, score: closeScore(score.score, closing) }
    }
    case 'norm':
      return { kind: 'norm', place, score: closeScore(score.score, closing) }
    case 'clamp':
      return closeClamp(score, closing)
    case 'gate': {
      const condition = closeCondition(score.condition, closing)
      return { kind: 'gate', place, condition, score: closeScore(score.score, closing) }
    }
    case 'match': {
      const arm = chosenArm(score, closing.bindings)
      if (arm === undefined) throw new Error('a checked match has an arm for every value')
      return closeScore(arm, closing)
    }
    case 'field':
    case 'term':
      return score
    default:
      return unreachable(score)
  }
}

function closeClamp({ place, low, high, score }: ClampedScore, closing: Closing): ClosedScore {
  const from = closeNumber(low, closing)
  const to = closeNumber(high, closing)
  if (from > to) {
    closing.diagnostics.push(
      problem('UH2014', low.place, { message: `nothing lies between ${from} and ${to}` }),
    )
  }
  return { kind: 'clamp', place, low: from, high: to, score: closeScore(score, closing) }
}
