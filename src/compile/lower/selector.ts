import { unreachable } from '../../base/unreachable.ts'
import type { Term } from '../../ir/term.ts'
import type { ClosedOrder, ClosedPolicy } from '../specialise/closed.ts'
import { type ConditionLowering, lowerCondition } from './condition.ts'
import { made } from './lowering.ts'

/**
 * How what passed is put in order: the innermost selector, around it the preferences, the first
 * written outside; around those healthy routes first; `take` outside all.
 */
export function lowerSelector(
  { selection, healthyFirst, place }: Pick<ClosedPolicy, 'selection' | 'healthyFirst' | 'place'>,
  lowering: ConditionLowering,
): Term {
  const { places } = lowering
  if (selection.kind === 'term') {
    for (const [term, origin] of selection.places) places.set(term, origin)
    return selection.term
  }
  const { order, prefers, take } = selection
  let selector = order ? lowerOrder(order, lowering) : made(places, place, ['argmax'])
  for (const condition of prefers.toReversed()) {
    const preferred = lowerCondition(condition, lowering)
    selector = made(places, condition.place, ['prefer', preferred, selector])
  }
  if (healthyFirst) {
    const open = made(places, place, ['is', 'breaker_open'])
    selector = made(places, place, ['prefer', made(places, place, ['not', open]), selector])
  }
  return take ? made(places, take.place, ['top_k', take.count, selector]) : selector
}

function lowerOrder(order: ClosedOrder, { places }: ConditionLowering): Term {
  const { place } = order
  switch (order.kind) {
    case 'sample':
      return made(places, place, ['sample', order.temperature])
    case 'catalog-order':
      return made(places, place, ['ordered'])
    case 'in-order': {
      const routes = order.routes.map(({ provider, model }) => ({ provider, model }))
      return made(places, place, ['chain', routes])
    }
    default:
      return unreachable(order)
  }
}
