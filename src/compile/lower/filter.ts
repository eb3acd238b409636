import type { Term } from '../../ir/term.ts'
import type { ClosedPolicy } from '../specialise/closed.ts'
import { addConjuncts, type ConditionLowering } from './condition.ts'
import { conjoined, emptyConjunction, guardOf } from './conjunction.ts'
import { made } from './lowering.ts'
import type { FieldRead } from './score.ts'

/**
 * Which candidates pass: the standing guards (what the request needs, and not disabled), what the
 * policy says, and that every field which the score reads is known.
 */
export function lowerFilter(
  { where, guarded, place }: Pick<ClosedPolicy, 'where' | 'guarded' | 'place'>,
  reads: readonly FieldRead[],
  lowering: ConditionLowering,
): Term {
  const filter = emptyConjunction()
  for (const condition of where) addConjuncts(condition, filter, lowering)
  if (guarded) {
    const disabled = made(lowering.places, place, ['is', 'disabled'])
    filter.guards.push({ place, term: ['meets_req'] }, { place, term: ['not', disabled] })
  }
  for (const read of reads) {
    const guard = guardOf(read.field, read.place)
    if (guard !== undefined) filter.guards.push(guard)
  }
  return conjoined(filter, place, lowering.places)
}
