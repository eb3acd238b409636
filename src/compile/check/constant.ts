import type { Unit } from '../../catalog/units.ts'
import type { Relation } from '../../ir/relations.ts'
import type { Place } from '../place.ts'
import type { Match, Param } from './param.ts'

/** A constant that is known: a number in the canonical unit of its kind, a text, or a flag. */
export type Value =
  | { readonly kind: 'number'; readonly value: number; readonly unit: Unit }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }

/** What can be said of a constant before its parameters are bound. */
export type ConstantType =
  | { readonly kind: 'number'; readonly unit: Unit }
  | { readonly kind: 'text' }
  | { readonly kind: 'flag' }
  /** One of a list of texts. */
  | { readonly kind: 'choice'; readonly labels: readonly string[] }

/** The same for every candidate, though it may depend on parameters. */
export type Constant =
  | { readonly kind: 'value'; readonly place: Place; readonly value: Value }
  | { readonly kind: 'param'; readonly place: Place; readonly param: Param }
  | { readonly kind: 'sum'; readonly place: Place; readonly terms: readonly SignedConstant[] }
  | { readonly kind: 'product'; readonly place: Place; readonly factors: readonly Constant[] }
  | Match<Constant>

export interface SignedConstant {
  readonly sign: Sign
  readonly constant: Constant
}

export type Sign = 1 | -1

/** A comparison that parameters decide: nothing in it depends on the candidate. */
export interface Test {
  readonly left: Constant
  readonly relation: Relation
  readonly right: Constant
}
