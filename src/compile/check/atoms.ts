import type { Atom } from '../../syntax/ast.ts'
import type { Place } from '../place.ts'
import type { Condition } from './condition.ts'

/** The conditions that are words, and what they say. */
export const ATOMS: Readonly<Record<Atom, (place: Place) => Condition>> = {
  healthy: (place) => isNot('breaker_open', place),
  enabled: (place) => isNot('disabled', place),
  fits: (place) => ({ kind: 'request', place, op: 'meets_req' }),
  'in-scope': (place) => ({ kind: 'request', place, op: 'scope_matches' }),
  anything: (place) => ({ kind: 'always', place, holds: true }),
  nothing: (place) => ({ kind: 'always', place, holds: false }),
}

function isNot(field: string, place: Place): Condition {
  return { kind: 'not', place, operand: { kind: 'is', place, field } }
}
