import { unreachable } from '../../base/unreachable.ts'
import type { Constant } from '../check/constant.ts'
import type { Param } from '../check/param.ts'
import type { Score } from '../check/score.ts'
import type { Ranking } from '../check/typed-policy.ts'
import { chosenArm, foldConstant } from '../fold-constant.ts'
import { paramsIn } from './open-params.ts'
import type { Settled } from './polarity.ts'

/** Where a number takes a field out of the score; unknown where that cannot be told. */
export type Zeros = ReadonlySet<number> | 'unknown'

/**
 * The values of open numbers at which a weight of the score is zero. A field is then not read, and
 * the filter does not ask that it is known.
 */
export function zerosOf(ranking: Ranking | undefined, settled: Settled): ReadonlyMap<Param, Zeros> {
  const walk: Walk = { settled, zeros: new Map(), seen: new Set() }
  if (ranking?.kind === 'score') addScore(ranking.score, walk)
  if (ranking?.kind === 'cheapest' && ranking.tokens !== undefined) {
    addWeight(ranking.tokens.input, walk)
    addWeight(ranking.tokens.output, walk)
  }
  return walk.zeros
}

interface Walk {
  readonly settled: Settled
  readonly zeros: Map<Param, Zeros>
  readonly seen: Set<Score>
}

function addScore(score: Score, walk: Walk): void {
  if (walk.seen.has(score)) return
  walk.seen.add(score)
  switch (score.kind) {
    case 'sum':
      for (const { score: each } of score.terms) addScore(each, walk)
      break
    case 'scale':
      addWeight(score.by, walk)
      addScore(score.score, walk)
      break
    case 'norm':
      addScore(score.score, walk)
      break
    case 'clamp':
    case 'gate':
      // Whether a clamp bounds what is in it depends on signs; a gate may be decided by numbers.
      addUnknown(score.kind === 'clamp' ? score.score : score.condition, walk)
      addScore(score.score, walk)
      break
    case 'match': {
      const arm = chosenArm(score, walk.settled.bindings)
      if (arm !== undefined) addScore(arm, walk)
      break
    }
    case 'number':
    case 'field':
    case 'term':
      break
    default:
      unreachable(score)
  }
}

function addWeight(weight: Constant, walk: Walk): void {
  const { bindings, bound } = walk.settled
  if (weight.kind === 'product') {
    for (const factor of weight.factors) addWeight(factor, walk)
    return
  }
  if (weight.kind === 'match') {
    const arm = chosenArm(weight, bindings)
    if (arm !== undefined) addWeight(arm, walk)
    return
  }
  if (weight.kind === 'param') {
    const fixed = bound.constants.get(weight.param)
    if (fixed !== undefined) addWeight(fixed, walk)
    else addZero(weight.param, 0, walk)
    return
  }
  const difference = weight.kind === 'sum' ? differenceOf(weight.terms, walk) : undefined
  if (difference === undefined) addUnknown(weight, walk)
  else addZero(difference.param, difference.zero, walk)
}

/** `1 - w` is zero at 1, `w - 0.3` at 0.3, `w + 2` at -2. */
function differenceOf(
  terms: (Constant & { kind: 'sum' })['terms'],
  { settled: { bindings, bound } }: Walk,
): { readonly param: Param; readonly zero: number } | undefined {
  const [first, second, ...others] = terms
  if (first === undefined || second === undefined || others.length > 0) return undefined
  const [open, known] = first.constant.kind === 'param' ? [first, second] : [second, first]
  const value = foldConstant(known.constant, bindings)
  if (open.constant.kind !== 'param' || bound.constants.has(open.constant.param)) return undefined
  if (value?.kind !== 'number') return undefined
  return { param: open.constant.param, zero: -open.sign * known.sign * value.value }
}

function addZero(param: Param, zero: number, { zeros, settled }: Walk): void {
  const before = zeros.get(param) ?? new Set()
  if (settled.bindings.has(param) || before === 'unknown') return
  zeros.set(param, new Set([...before, zero]))
}

function addUnknown(part: unknown, { zeros, settled: { bindings, bound } }: Walk): void {
  for (const param of paramsIn(part, bound)) {
    if (!bindings.has(param)) zeros.set(param, 'unknown')
  }
}
