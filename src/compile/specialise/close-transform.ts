import { unreachable } from '../../base/unreachable.ts'
import type { RecipeStep, Transform } from '../check/typed-policy.ts'
import { problem } from '../problem.ts'
import { closeCondition } from './close-condition.ts'
import type { ClosedTransform } from './closed.ts'
import { type Closing, closeNumber, closeValue } from './closing.ts'

/** A request transform with its parameters bound. Adds UH2014 for a `limit` that leaves nothing. */
export function closeTransform(transform: Transform, closing: Closing): ClosedTransform {
  const { place } = transform
  closing.partsLeft -= 1
  switch (transform.kind) {
    case 'set': {
      const { value } = closeValue(transform.value, closing)
      if (typeof value === 'number') closeNumber(transform.value, closing)
      return { kind: 'set', place, param: transform.param, value }
    }
    case 'limit': {
      const low = closeNumber(transform.low, closing)
      const high = closeNumber(transform.high, closing)
      if (low > high) {
        closing.diagnostics.push(
          problem('UH2014', place, { message: `nothing lies between ${low} and ${high}` }),
        )
      }
      return { kind: 'limit', place, param: transform.param, low, high }
    }
    case 'jitter': {
      const by = closeNumber(transform.by, closing)
      return { kind: 'jitter', place, param: transform.param, by }
    }
    case 'filter': {
      const recipe = transform.recipe.map((step) => closeStep(step, closing))
      return { kind: 'filter', place, medium: transform.medium, recipe }
    }
    case 'when': {
      const condition = closeCondition(transform.condition, closing)
      const body = transform.body.map((each) => closeTransform(each, closing))
      return { kind: 'when', place, condition, body }
    }
    case 'timeout': {
      const totalMs = closeNumber(transform.total, closing)
      const { firstToken } = transform
      const firstTokenMs = firstToken && closeNumber(firstToken, closing)
      return { kind: 'timeout', place, totalMs, firstTokenMs }
    }
    case 'seed':
    case 'apply':
    case 'term':
      return transform
    default:
      return unreachable(transform)
  }
}

function closeStep(step: RecipeStep, closing: Closing): string | ReadonlyMap<string, number> {
  if (typeof step === 'string') return step
  return new Map([...step].map(([key, value]) => [key, closeNumber(value, closing)]))
}
