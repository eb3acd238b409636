import { unreachable } from '../../base/unreachable.ts'
import type { Term } from '../../ir/term.ts'
import { holds, knownGuard, OPPOSITES, unknownBound } from '../known-guard.ts'
import type { Place } from '../place.ts'
import type { ClosedComparison, ClosedCondition, ClosedSubject } from '../specialise/closed.ts'
import { type Conjunction, conjoined, emptyConjunction, guardOf } from './conjunction.ts'
import { made, type Places } from './lowering.ts'

/** What conditions are lowered with. */
export interface ConditionLowering {
  readonly places: Places
  /** Lowest first. */
  readonly tiers: readonly string[]
}

/** A condition as one term. */
export function lowerCondition(condition: ClosedCondition, lowering: ConditionLowering): Term {
  const into = emptyConjunction()
  addConjuncts(condition, into, lowering)
  return conjoined(into, condition.place, lowering.places)
}

/**
 * Adds a condition to a conjunction.
 *
 * `not` is pushed down to the comparisons, so each of them says which values pass. Where the
 * default of an unknown value would, the comparison brings the guard that the field is known: a
 * model of which something is not known passes no rule about it, negated or not.
 */
export function addConjuncts(
  condition: ClosedCondition,
  into: Conjunction,
  lowering: ConditionLowering,
): void {
  add(condition, 'as-written', { into, lowering })
}

/** Whether the condition or its opposite is meant. */
type Sense = 'as-written' | 'opposite'

const FLIPPED = { 'as-written': 'opposite', opposite: 'as-written' } as const

interface Adding {
  readonly into: Conjunction
  readonly lowering: ConditionLowering
}

function add(condition: ClosedCondition, sense: Sense, adding: Adding): void {
  switch (condition.kind) {
    case 'not':
      add(condition.operand, FLIPPED[sense], adding)
      break
    case 'and':
    case 'or':
      // The opposite of an `and` is the `or` of the opposites, and the other way round.
      if ((condition.kind === 'and') === (sense === 'as-written')) {
        for (const operand of condition.operands) add(operand, sense, adding)
      } else
        adding.into.terms.push(
          disjunction(condition.operands, { sense, ...adding }, condition.place),
        )
      break
    case 'compare':
      addComparison(condition, sense, adding)
      break
    default:
      adding.into.terms.push(atom(condition, sense, adding.lowering))
  }
}

function disjunction(
  operands: readonly ClosedCondition[],
  { sense, lowering }: Pick<Adding, 'lowering'> & { readonly sense: Sense },
  place: Place,
): Term {
  const { places } = lowering
  const terms = operands
    .map((operand) => {
      const into = emptyConjunction()
      add(operand, sense, { into, lowering })
      return conjoined(into, operand.place, places)
    })
    .filter(([op]) => op !== 'bot')
  if (terms.some(([op]) => op === 'top')) return made(places, place, ['top'])
  const [only] = terms
  if (only === undefined) return made(places, place, ['bot'])
  return terms.length === 1 ? only : made(places, place, ['or', ...terms])
}

function addComparison(
  condition: ClosedComparison,
  sense: Sense,
  { into, lowering }: Adding,
): void {
  const { place, field, value } = condition
  const relation = sense === 'opposite' ? OPPOSITES[condition.relation] : condition.relation
  into.terms.push(made(lowering.places, place, ['cmp', field.name, relation, value]))
  if (!holds(field.field.default, { relation, value })) return
  const guard = guardOf(field, place)
  if (guard !== undefined) into.guards.push(guard)
}

type Atom = Exclude<ClosedCondition, { kind: 'and' | 'or' | 'not' | 'compare' }>

function atom(condition: Atom, sense: Sense, lowering: ConditionLowering): Term {
  const { place } = condition
  const { places } = lowering
  switch (condition.kind) {
    case 'always':
      return made(places, place, [condition.holds === (sense === 'as-written') ? 'top' : 'bot'])
    case 'known': {
      const guard = knownGuard(condition.field)
      if (guard === undefined)
        throw new Error('a checked `known` is about a field that can be unknown')
      const { relation, value } = sense === 'as-written' ? guard : unknownBound(guard)
      return made(places, place, ['cmp', condition.field.name, relation, value])
    }
    case 'is':
      return inSense(['is', condition.field], sense, { place, places })
    case 'has':
      return inSense(['has_cap', condition.capability], sense, { place, places })
    case 'request':
      return inSense([condition.op], sense, { place, places })
    case 'subject':
      return subject(condition, sense, lowering)
    case 'term':
      for (const [term, origin] of condition.places) places.set(term, origin)
      return sense === 'as-written' ? condition.term : made(places, place, ['not', condition.term])
    default:
      return unreachable(condition)
  }
}

interface Origin {
  readonly place: Place
  readonly places: Places
}

function inSense(term: Term, sense: Sense, { place, places }: Origin): Term {
  const inner = made(places, place, term)
  return sense === 'as-written' ? inner : made(places, place, ['not', inner])
}

const EQUALITIES = {
  provider: 'provider_eq',
  family: 'family_eq',
  served_by: 'served_by_eq',
  tier: 'tier_eq',
} as const

/** Names are equal or not; tiers also lie at or above one of them. */
function subject(condition: ClosedSubject, sense: Sense, lowering: ConditionLowering): Term {
  const { place, subject: what, name } = condition
  const { places, tiers } = lowering
  const relation = sense === 'opposite' ? OPPOSITES[condition.relation] : condition.relation
  const origin = { place, places }
  switch (relation) {
    case 'eq':
      return inSense([EQUALITIES[what], name], 'as-written', origin)
    case 'ne':
      return inSense([EQUALITIES[what], name], 'opposite', origin)
    case 'ge':
      return inSense(['min_tier', name], 'as-written', origin)
    case 'lt':
      return inSense(['min_tier', name], 'opposite', origin)
    default: {
      const above = tiers[tiers.indexOf(name) + 1]
      if (above === undefined) return made(places, place, [relation === 'gt' ? 'bot' : 'top'])
      return inSense(['min_tier', above], relation === 'gt' ? 'as-written' : 'opposite', origin)
    }
  }
}
