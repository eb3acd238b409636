import { unreachable } from '../../base/unreachable.ts'
import type { Condition, FieldComparison } from '../check/condition.ts'
import type { Constant } from '../check/constant.ts'
import type { Param } from '../check/param.ts'
import { type Bindings, chosenArm, foldConstant } from '../fold-constant.ts'
import type { BoundByParents } from './open-params.ts'
import { paramsIn } from './open-params.ts'

/** What a filter does as a number grows. */
export type Movement = 'widens' | 'narrows' | 'both'

export interface Settled {
  /** The values of choices, flags and whatever is known. */
  readonly bindings: Bindings
  readonly bound: BoundByParents
}

/**
 * How a filter moves with each number that has no value yet. A number that is missing from the
 * answer does not move it.
 *
 * `price_out <= p` lets more pass as `p` grows, `price_out >= p` fewer; below `not` it is the other
 * way round, and so it is with `-p`. An equality, a comparison of constants and a product of two
 * open numbers move it both ways.
 */
export function movementsOf(
  conditions: readonly Condition[],
  settled: Settled,
): ReadonlyMap<Param, Movement> {
  const movements = new Map<Param, Movement>()
  const walk: Walk = { settled, movements, seen: { widens: new Set(), narrows: new Set() } }
  for (const condition of conditions) addCondition(condition, 'widens', walk)
  return movements
}

interface Walk {
  readonly settled: Settled
  readonly movements: Map<Param, Movement>
  /** What was looked at, by sense: definitions are shared, so a part may be met many times. */
  readonly seen: Readonly<Record<Exclude<Movement, 'both'>, Set<Condition>>>
}

const OTHER = { widens: 'narrows', narrows: 'widens', both: 'both' } as const

/** @param whole how the filter moves where the condition comes to hold for more. */
function addCondition(condition: Condition, whole: Exclude<Movement, 'both'>, walk: Walk): void {
  if (walk.seen[whole].has(condition)) return
  walk.seen[whole].add(condition)
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) addCondition(operand, whole, walk)
      break
    case 'not':
      addCondition(condition.operand, OTHER[whole], walk)
      break
    case 'compare':
      addConstant(condition.value, ofComparison(condition, whole), walk)
      break
    case 'test':
      addConstant(condition.test.left, 'both', walk)
      addConstant(condition.test.right, 'both', walk)
      break
    case 'match': {
      const arm = chosenArm(condition, walk.settled.bindings)
      if (arm !== undefined) addCondition(arm, whole, walk)
      break
    }
    case 'subject':
    case 'flag':
      // Of texts and flags, which do not grow.
      break
    case 'always':
    case 'known':
    case 'is':
    case 'has':
    case 'request':
    case 'term':
      break
    default:
      unreachable(condition)
  }
}

function ofComparison({ relation }: FieldComparison, whole: Exclude<Movement, 'both'>): Movement {
  switch (relation) {
    case 'lt':
    case 'le':
      return whole
    case 'gt':
    case 'ge':
      return OTHER[whole]
    default:
      return 'both'
  }
}

/** Adds how the filter moves with the parts of a constant, given how it moves as that grows. */
function addConstant(constant: Constant, movement: Movement, walk: Walk): void {
  const { bindings, bound } = walk.settled
  switch (constant.kind) {
    case 'value':
      break
    case 'param': {
      const { param } = constant
      const fixed = bound.constants.get(param)
      if (bindings.has(param)) break
      if (fixed !== undefined) addConstant(fixed, movement, walk)
      else {
        const before = walk.movements.get(param) ?? movement
        walk.movements.set(param, before === movement ? movement : 'both')
      }
      break
    }
    case 'sum':
      for (const { sign, constant: each } of constant.terms) {
        addConstant(each, sign === 1 ? movement : OTHER[movement], walk)
      }
      break
    case 'product':
      addProduct(constant.factors, movement, walk)
      break
    case 'match': {
      const arm = chosenArm(constant, bindings)
      if (arm !== undefined) addConstant(arm, movement, walk)
      break
    }
    default:
      unreachable(constant)
  }
}

/** With one open factor a product moves as the sign of the others says. */
function addProduct(factors: readonly Constant[], movement: Movement, walk: Walk): void {
  const { bindings, bound } = walk.settled
  const values = factors.map((factor) => foldConstant(factor, bindings))
  const [open, ...others] = factors.filter((_, i) => values[i] === undefined)
  if (open === undefined) return
  const scale = values.reduce(
    (product, value) => (value?.kind === 'number' ? product * Math.sign(value.value) : product),
    1,
  )
  const isMixed = others.length > 0
  if (scale === 0) return
  const inner = isMixed ? 'both' : scale > 0 ? movement : OTHER[movement]
  addConstant(open, inner, walk)
  for (const other of others) addConstant(other, inner, walk)
  if (!isMixed) return
  // A sum in a product may hide that its sign changes: whatever is in it moves both ways.
  for (const param of paramsIn(factors, bound)) {
    if (walk.movements.has(param)) walk.movements.set(param, 'both')
  }
}
