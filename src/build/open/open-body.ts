import { unreachable } from '../../base/unreachable.ts'
import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import type { Condition } from '../../compile/check/condition.ts'
import type { Constant, Test } from '../../compile/check/constant.ts'
import type { Score } from '../../compile/check/score.ts'
import type {
  Body,
  Order,
  Override,
  Ranking,
  RecipeStep,
  Transform,
} from '../../compile/check/typed-policy.ts'
import { type Bindings, chosenArm } from '../../compile/fold-constant.ts'
import type { Place } from '../../compile/place.ts'
import type { Subject } from '../../compile/resolve/subjects.ts'

/** What a constant stands for in a policy, and so at which values the term changes its shape. */
export type Role =
  /** Compared with a figure of a candidate. */
  | { readonly kind: 'figure'; readonly field: NumFieldInfo }
  /** Compared with a name of a candidate. */
  | { readonly kind: 'subject'; readonly subject: Subject }
  /** A factor or a term of a score. */
  | { readonly kind: 'weight' }
  | { readonly kind: 'tokens' }
  | { readonly kind: 'count'; readonly least: 0 | 1 }
  /** In the answer to a failure, which is left out where it says what the plan says anyway. */
  | { readonly kind: 'answer' }
  /** Taken as it is. */
  | { readonly kind: 'plain' }

/** What is done with the open constants of a body. */
export interface Opening {
  readonly constant: (constant: Constant, role: Role) => Constant
  /** Whether a comparison holds that only parameters decide. */
  readonly test: (test: Test) => boolean
  /** Told of two numbers of which the second may not be smaller. */
  readonly ordered: (low: Constant, high: Constant) => void
  /** Told of two numbers which may not both be 0. */
  readonly notBothZero: (one: Constant, other: Constant) => void
  /** Choices and flags. */
  readonly closed: Bindings
}

/** The body with every constant, and every test among constants, as `opening` says. */
export function openBody(body: Body, opening: Opening): Body {
  const { where, ranking, order, prefers, take, transforms, overrides } = body
  return {
    ...body,
    where: where.map((each) => openCondition(each, opening)),
    ranking: ranking && openRanking(ranking, opening),
    order: order && openOrder(order, opening),
    prefers: prefers.map((each) => openCondition(each, opening)),
    take: take && { ...take, count: opening.constant(take.count, { kind: 'count', least: 1 }) },
    transforms: transforms.map((each) => openTransform(each, opening)),
    overrides: overrides.map((each) => openOverride(each, opening)),
  }
}

const PLAIN: Role = { kind: 'plain' }
const WEIGHT: Role = { kind: 'weight' }
const TOKENS: Role = { kind: 'tokens' }
const ANSWER: Role = { kind: 'answer' }

function openCondition(condition: Condition, opening: Opening): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const operands = condition.operands.map((each) => openCondition(each, opening))
      return { ...condition, operands }
    }
    case 'not':
      return { ...condition, operand: openCondition(condition.operand, opening) }
    case 'compare': {
      const { field, value } = condition
      return { ...condition, value: opening.constant(value, { kind: 'figure', field }) }
    }
    case 'subject': {
      const { subject, value } = condition
      return { ...condition, value: opening.constant(value, { kind: 'subject', subject }) }
    }
    case 'test': {
      const { place } = condition
      return { kind: 'always', place, holds: opening.test(condition.test) }
    }
    case 'match':
      return openCondition(armOf(condition, opening), opening)
    case 'flag':
    case 'always':
    case 'known':
    case 'is':
    case 'has':
    case 'request':
    case 'term':
      return condition
    default:
      return unreachable(condition)
  }
}

function armOf<T>(match: Parameters<typeof chosenArm<T>>[0], { closed }: Opening): T {
  const arm = chosenArm(match, closed)
  if (arm === undefined) throw new Error('a match is about a choice, and choices are known')
  return arm
}

function openScore(score: Score, opening: Opening): Score {
  switch (score.kind) {
    case 'number':
      return { ...score, value: opening.constant(score.value, WEIGHT) }
    case 'sum': {
      const terms = score.terms.map(({ sign, score: each }) => ({
        sign,
        score: openScore(each, opening),
      }))
      return { ...score, terms }
    }
    case 'scale': {
      const by = opening.constant(score.by, WEIGHT)
      return { ...score, by, score: openScore(score.score, opening) }
    }
    case 'norm':
      return { ...score, score: openScore(score.score, opening) }
    case 'clamp': {
      opening.ordered(score.low, score.high)
      const low = opening.constant(score.low, PLAIN)
      const high = opening.constant(score.high, PLAIN)
      return { ...score, low, high, score: openScore(score.score, opening) }
    }
    case 'gate': {
      const condition = openCondition(score.condition, opening)
      return { ...score, condition, score: openScore(score.score, opening) }
    }
    case 'match':
      return openScore(armOf(score, opening), opening)
    case 'field':
    case 'term':
      return score
    default:
      return unreachable(score)
  }
}

function openRanking(ranking: Ranking, opening: Opening): Ranking {
  if (ranking.kind === 'score') return { ...ranking, score: openScore(ranking.score, opening) }
  if (ranking.kind !== 'cheapest' || ranking.tokens === undefined) return ranking
  const { input, output } = ranking.tokens
  opening.notBothZero(input, output)
  return {
    ...ranking,
    tokens: { input: opening.constant(input, TOKENS), output: opening.constant(output, TOKENS) },
  }
}

function openOrder(order: Order, opening: Opening): Order {
  if (order.kind !== 'sample') return order
  return { ...order, temperature: opening.constant(order.temperature, PLAIN) }
}

function openTransform(transform: Transform, opening: Opening): Transform {
  const plain = (constant: Constant): Constant => opening.constant(constant, PLAIN)
  switch (transform.kind) {
    case 'set':
      return { ...transform, value: plain(transform.value) }
    case 'limit':
      opening.ordered(transform.low, transform.high)
      return { ...transform, low: plain(transform.low), high: plain(transform.high) }
    case 'jitter':
      return { ...transform, by: plain(transform.by) }
    case 'filter':
      return { ...transform, recipe: transform.recipe.map((each) => openStep(each, plain)) }
    case 'when': {
      const condition = openCondition(transform.condition, opening)
      return {
        ...transform,
        condition,
        body: transform.body.map((each) => openTransform(each, opening)),
      }
    }
    case 'timeout': {
      const { total, firstToken } = transform
      return { ...transform, total: plain(total), firstToken: firstToken && plain(firstToken) }
    }
    case 'seed':
    case 'apply':
    case 'term':
      return transform
    default:
      return unreachable(transform)
  }
}

function openStep(step: RecipeStep, plain: (constant: Constant) => Constant): RecipeStep {
  if (typeof step === 'string') return step
  return new Map([...step].map(([key, value]) => [key, plain(value)]))
}

function openOverride(override: Override, opening: Opening): Override {
  const { action, cool } = override
  const answer = (constant: Constant): Constant => opening.constant(constant, ANSWER)
  const cooled = { ...override, cool: cool && answer(cool) }
  if (action.kind === 'do') return cooled
  return {
    ...cooled,
    action: {
      ...action,
      attempts: opening.constant(action.attempts, { kind: 'count', least: 1 }),
      after: action.after.map(answer),
    },
  }
}

/** A constant that is known, at the place of another. */
export function valueAt(place: Place, value: string | number | boolean): Constant {
  if (typeof value === 'number') {
    return { kind: 'value', place, value: { kind: 'number', value, unit: 'number' } }
  }
  if (typeof value === 'string') return { kind: 'value', place, value: { kind: 'text', value } }
  return { kind: 'value', place, value: { kind: 'flag', value } }
}
