import { unreachable } from '../../base/unreachable.ts'
import type { Constant, Sign, Value } from '../../compile/check/constant.ts'
import type { Param } from '../../compile/check/param.ts'
import { exactProduct, exactSum } from '../../compile/exact.ts'
import { type Bindings, chosenArm, foldConstant } from '../../compile/fold-constant.ts'

/** What a constant comes to while numbers and texts are open: a value, or how it is worked out. */
export type OpenConstant =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'param'; readonly param: Param }
  | { readonly kind: 'sum'; readonly terms: readonly SignedOpen[] }
  | { readonly kind: 'product'; readonly factors: readonly OpenConstant[] }

export interface SignedOpen {
  readonly sign: Sign
  readonly of: OpenConstant
}

/** What is known of parameters: choices and flags by value, those that `extends` fixes by text. */
export interface Known {
  readonly closed: Bindings
  readonly parents: ReadonlyMap<Param, Constant>
}

/** A constant in terms of the open parameters alone. What is known is worked out, as compiling does. */
export function openConstant(constant: Constant, known: Known): OpenConstant {
  const value = foldConstant(constant, known.closed)
  if (value !== undefined) return { kind: 'value', value }
  switch (constant.kind) {
    case 'value':
      return constant
    case 'param': {
      const fixed = known.parents.get(constant.param)
      return fixed === undefined ? constant : openConstant(fixed, known)
    }
    case 'match': {
      const arm = chosenArm(constant, known.closed)
      if (arm === undefined) throw new Error('a match is about a choice, and choices are known')
      return openConstant(arm, known)
    }
    case 'sum': {
      const terms = constant.terms.map(({ sign, constant: each }) => ({
        sign,
        of: openConstant(each, known),
      }))
      return { kind: 'sum', terms }
    }
    case 'product':
      return { kind: 'product', factors: constant.factors.map((each) => openConstant(each, known)) }
    default:
      return unreachable(constant)
  }
}

/** Tells constants apart: the same for those that are worked out in the same way. */
export function keyOf(constant: OpenConstant): string {
  switch (constant.kind) {
    case 'value':
      return JSON.stringify(constant.value.value)
    case 'param':
      return `(param ${JSON.stringify(constant.param.name)})`
    case 'sum':
      return `(sum ${constant.terms.map(({ sign, of }) => `${sign} ${keyOf(of)}`).join(' ')})`
    case 'product':
      return `(product ${constant.factors.map(keyOf).join(' ')})`
    default:
      return unreachable(constant)
  }
}

/** Both ends included. */
export interface Interval {
  readonly low: number
  readonly high: number
}

export const ANY_NUMBER: Interval = { low: -Number.MAX_VALUE, high: Number.MAX_VALUE }

/** Where the value of a number lies at least, by the ranges of its parameters. */
export function intervalOf(constant: OpenConstant): Interval {
  switch (constant.kind) {
    case 'value': {
      const { value } = constant.value
      return typeof value === 'number' ? { low: value, high: value } : ANY_NUMBER
    }
    case 'param': {
      const { type, range } = constant.param
      const isCount = type.kind === 'number' && type.unit === 'count'
      return range ?? (isCount ? { low: 0, high: Number.MAX_SAFE_INTEGER } : ANY_NUMBER)
    }
    case 'sum': {
      const parts = constant.terms.map(({ sign, of }) => {
        const { low, high } = intervalOf(of)
        return sign === 1 ? { low, high } : { low: -high, high: -low }
      })
      return finite(exactSum(parts.map(({ low }) => low)), exactSum(parts.map(({ high }) => high)))
    }
    case 'product':
      return constant.factors.map(intervalOf).reduce((a, b) => {
        // Rounding is monotone, so what lies between corners stays between them.
        const corners = [a.low, a.high].flatMap((x) => [b.low, b.high].map((y) => product(x, y)))
        return finite(Math.min(...corners), Math.max(...corners))
      })
    default:
      return unreachable(constant)
  }
}

function product(x: number, y: number): number {
  const value = exactProduct([x, y])
  return Number.isNaN(value) ? 0 : value
}

function finite(low: number, high: number): Interval {
  return {
    low: Math.max(low, -Number.MAX_VALUE),
    high: Math.min(high, Number.MAX_VALUE),
  }
}
