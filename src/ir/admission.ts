import type { Result } from '../base/result.ts'
import type { Limits } from './limits.ts'
import type { Refusal } from './term.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What a term is held against. */
export interface Admission {
  readonly vocabulary: Vocabulary
  readonly limits: Limits
}

/** Answers a fresh copy of an outside value, or why it is refused. */
export type Admit<T> = (value: unknown, admission: Admission) => Result<T, Refusal>
