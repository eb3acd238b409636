import { emptiness } from '../classify/emptiness.ts'
import type { FinishReason } from '../classify/finish-reason.ts'
import { type Failure, failureOf } from '../failure.ts'

/** What a stream has come to when it ends. */
export interface StreamSoFar {
  /** An event of the answer has come. */
  readonly hasBegun: boolean
  /** Everything that was begun has also ended. */
  readonly isWhole: boolean
  /** The model has written something, if only reasoning. */
  readonly hasAnswer: boolean
  readonly finish: readonly FinishReason[]
}

/** What is wrong with an answer that came as a stream, or undefined. */
export function failureAtEnd(stream: StreamSoFar): Failure | undefined {
  const { hasBegun, isWhole, hasAnswer, finish } = stream
  if (!hasBegun) return failureOf('empty_stream')
  if (!isWhole) return failureOf('truncated_stream')
  return hasAnswer ? undefined : emptiness([], finish)
}
