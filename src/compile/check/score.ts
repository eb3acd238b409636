import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import type { Place } from '../place.ts'
import type { Condition } from './condition.ts'
import type { Constant, Sign } from './constant.ts'
import type { Match } from './param.ts'
import type { RawSubterm } from './raw-term.ts'

/** A number for each candidate: checked, parameters not yet bound. */
export type Score =
  | { readonly kind: 'number'; readonly place: Place; readonly value: Constant }
  | { readonly kind: 'field'; readonly place: Place; readonly field: NumFieldInfo }
  | { readonly kind: 'sum'; readonly place: Place; readonly terms: readonly SignedScore[] }
  | { readonly kind: 'scale'; readonly place: Place; readonly by: Constant; readonly score: Score }
  | { readonly kind: 'norm'; readonly place: Place; readonly score: Score }
  | ClampedScore
  /** The score where the condition holds, else 0. */
  | {
      readonly kind: 'gate'
      readonly place: Place
      readonly condition: Condition
      readonly score: Score
    }
  | Match<Score>
  | RawSubterm

export interface SignedScore {
  readonly sign: Sign
  readonly score: Score
}

export interface ClampedScore {
  readonly kind: 'clamp'
  readonly place: Place
  readonly low: Constant
  readonly high: Constant
  readonly score: Score
}
