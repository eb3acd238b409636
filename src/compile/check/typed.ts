import type { Unit } from '../../catalog/units.ts'
import type { Place } from '../place.ts'
import type { Subject } from '../resolve/subjects.ts'
import type { Condition } from './condition.ts'
import type { Constant, ConstantType } from './constant.ts'
import type { Score } from './score.ts'

/** An expression that was checked, as what it turned out to be. */
export type Typed = TypedCondition | TypedScore | TypedConstant | TypedSubject

export interface TypedCondition {
  readonly sort: 'condition'
  readonly condition: Condition
}

export interface TypedScore {
  readonly sort: 'score'
  readonly score: Score
  /** What it measures; undefined once weights or unlike figures are mixed in. */
  readonly unit: Unit | undefined
}

export interface TypedConstant {
  readonly sort: 'constant'
  readonly constant: Constant
  readonly type: ConstantType
}

/** `provider` or one like it, which means something only beside a name. */
export interface TypedSubject {
  readonly sort: 'subject'
  readonly subject: Subject
  readonly place: Place
}
