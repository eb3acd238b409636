import type { Place } from '../place.ts'
import type { ConstantType, Value } from './constant.ts'

/** A parameter of a policy. Its identity is the object: two of one name are two. */
export interface Param {
  readonly name: string
  /** Where it is declared. */
  readonly place: Place
  readonly type: ConstantType
  readonly default: Value | undefined
  readonly range: ParamRange | undefined
}

/** Both ends included, in the canonical unit of the parameter. */
export interface ParamRange {
  readonly place: Place
  readonly low: number
  readonly high: number
}

/** One of several, by the value of a parameter. Every value has an arm; flags are `true`, `false`. */
export interface Match<T> {
  readonly kind: 'match'
  readonly place: Place
  readonly param: Param
  readonly arms: ReadonlyMap<string, T>
}
