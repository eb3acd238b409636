import { unreachable } from '../base/unreachable.ts'
import type { Constant, Value } from './check/constant.ts'
import type { Param } from './check/param.ts'
import { exactProduct, exactSum } from './exact.ts'

/** What the parameters of a policy stand for. */
export type Bindings = ReadonlyMap<Param, Value>

/** The same, one parameter at a time. */
export type Lookup = Pick<Bindings, 'get'>

/**
 * The value of a constant, or undefined when it depends on a parameter that has none. A number
 * may come out infinite.
 */
export function foldConstant(constant: Constant, bindings: Lookup = UNBOUND): Value | undefined {
  switch (constant.kind) {
    case 'value':
      return constant.value
    case 'param':
      return bindings.get(constant.param)
    case 'match': {
      const arm = chosenArm(constant, bindings)
      return arm && foldConstant(arm, bindings)
    }
    case 'sum': {
      const values = constant.terms.map(({ constant: each }) => numberOf(each, bindings))
      return combined(values, (numbers) =>
        exactSum(numbers.map((value, i) => (constant.terms[i]?.sign ?? 1) * value)),
      )
    }
    case 'product':
      return combined(
        constant.factors.map((each) => numberOf(each, bindings)),
        exactProduct,
      )
    default:
      return unreachable(constant)
  }
}

const UNBOUND: Lookup = new Map()

/** The arm of a match that the value of its parameter chooses. */
export function chosenArm<T>(
  { param, arms }: { readonly param: Param; readonly arms: ReadonlyMap<string, T> },
  bindings: Lookup,
): T | undefined {
  const value = bindings.get(param)
  return value === undefined ? undefined : arms.get(String(value.value))
}

function numberOf(constant: Constant, bindings: Lookup): number | undefined {
  const value = foldConstant(constant, bindings)
  return value?.kind === 'number' ? value.value : undefined
}

function combined(
  values: readonly (number | undefined)[],
  combine: (numbers: readonly number[]) => number,
): Value | undefined {
  const numbers = values.filter((value) => value !== undefined)
  if (numbers.length < values.length) return undefined
  if (!numbers.every(Number.isFinite)) {
    return { kind: 'number', value: Number.POSITIVE_INFINITY, unit: 'number' }
  }
  return { kind: 'number', value: combine(numbers), unit: 'number' }
}
