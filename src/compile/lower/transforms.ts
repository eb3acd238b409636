import { unreachable } from '../../base/unreachable.ts'
import type { Param, Term } from '../../ir/term.ts'
import type { Place } from '../place.ts'
import type { ClosedTransform } from '../specialise/closed.ts'
import { type ConditionLowering, lowerCondition } from './condition.ts'
import { made } from './lowering.ts'

/** What is done to the request, one transform after another in the order written. */
export function lowerTransforms(
  transforms: readonly ClosedTransform[],
  place: Place,
  lowering: ConditionLowering,
): Term {
  const terms = transforms.flatMap((transform) => lowerTransform(transform, lowering))
  const [only] = terms
  if (only === undefined) return made(lowering.places, place, ['id'])
  return terms.length === 1 ? only : made(lowering.places, place, ['seq', ...terms])
}

function lowerTransform(transform: ClosedTransform, lowering: ConditionLowering): readonly Term[] {
  const { place } = transform
  const { places } = lowering
  switch (transform.kind) {
    case 'set':
      return [made(places, place, ['set_param', transform.param, transform.value])]
    case 'limit': {
      const { param, low, high } = transform
      return [made(places, place, ['clamp_param', param, low, high])]
    }
    case 'jitter':
      return [made(places, place, ['jitter', transform.param, transform.by])]
    case 'seed':
      return [made(places, place, ['inject_seed', transform.param])]
    case 'apply':
      return [made(places, place, ['custom', transform.name])]
    case 'filter': {
      const recipe = transform.recipe.map(recipeStep)
      return [made(places, place, [`filter_${transform.medium}`, recipe])]
    }
    case 'when': {
      const condition = lowerCondition(transform.condition, lowering)
      const body = lowerTransforms(transform.body, place, lowering)
      return [made(places, place, ['when', condition, body])]
    }
    case 'timeout': {
      const { totalMs, firstTokenMs } = transform
      const total = made(places, place, ['set_param', 'timeout_ms', totalMs])
      if (firstTokenMs === undefined) return [total]
      return [total, made(places, place, ['set_param', 'first_token_timeout_ms', firstTokenMs])]
    }
    case 'term':
      for (const [term, origin] of transform.places) places.set(term, origin)
      return [transform.term]
    default:
      return unreachable(transform)
  }
}

function recipeStep(step: string | ReadonlyMap<string, number>): Param {
  if (typeof step === 'string') return step
  const settings: Record<string, number> = Object.create(null)
  for (const [key, value] of step) settings[key] = value
  return settings
}
