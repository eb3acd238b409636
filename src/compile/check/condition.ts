import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import type { Relation } from '../../ir/relations.ts'
import type { Place } from '../place.ts'
import type { Subject } from '../resolve/subjects.ts'
import type { Constant, Test } from './constant.ts'
import type { Match } from './param.ts'
import type { RawSubterm } from './raw-term.ts'

/** What holds of a candidate or does not: checked, parameters not yet bound. */
export type Condition =
  | { readonly kind: 'and'; readonly place: Place; readonly operands: readonly Condition[] }
  | { readonly kind: 'or'; readonly place: Place; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly place: Place; readonly operand: Condition }
  /** `anything`, `nothing` */
  | { readonly kind: 'always'; readonly place: Place; readonly holds: boolean }
  | FieldComparison
  | { readonly kind: 'known'; readonly place: Place; readonly field: NumFieldInfo }
  | { readonly kind: 'is'; readonly place: Place; readonly field: string }
  | SubjectComparison
  | { readonly kind: 'has'; readonly place: Place; readonly capability: string }
  /** `fits`, `in scope`: what the request decides. */
  | { readonly kind: 'request'; readonly place: Place; readonly op: 'meets_req' | 'scope_matches' }
  | { readonly kind: 'test'; readonly place: Place; readonly test: Test }
  /** A parameter that is a flag. */
  | { readonly kind: 'flag'; readonly place: Place; readonly value: Constant }
  | Match<Condition>
  | RawSubterm

export interface FieldComparison {
  readonly kind: 'compare'
  readonly place: Place
  readonly field: NumFieldInfo
  readonly relation: Relation
  /** A number in the unit of the field. */
  readonly value: Constant
}

/** `provider is openai`, `tier >= marketplace`. Only a tier has an order. */
export interface SubjectComparison {
  readonly kind: 'subject'
  readonly place: Place
  readonly subject: Subject
  readonly relation: Relation
  /** A text. */
  readonly value: Constant
}
