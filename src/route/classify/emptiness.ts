import { type Failure, failureOf } from '../failure.ts'
import type { FinishReason } from './finish-reason.ts'
import type { Written } from './written.ts'

/**
 * The failure of an answer in which nothing is written, or undefined. Reasoning is no answer. One
 * cut at the limit that the client set is as the client asked.
 */
export function emptiness(
  written: readonly Written[],
  finish: readonly FinishReason[],
): Failure | undefined {
  if (written.includes('answer') || written.includes('tool call')) return undefined
  if (finish.includes('content_filter')) return failureOf('content_filtered')
  return finish.includes('length') ? undefined : failureOf('empty_answer')
}
