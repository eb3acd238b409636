/**
 * The public list of `unhardcoded/builder`: policies written as code.
 *
 * ```ts
 * const { policy_ir } = cheapest().where(quality.atLeast(0.8), has('tools')).fallback('next').build()
 * ```
 *
 * A builder makes the text that the same clauses are in the language, and compiles that: the terms
 * are the same to the byte. Pure, as `unhardcoded` is. What is for files and not for one policy is
 * not here: parameters and `match` (functions of the program do that), `let`, `extends`, `use`,
 * flows, `prove` and `test`.
 */

export {
  and,
  anything,
  type Condition,
  enabled,
  fits,
  has,
  healthy,
  inScope,
  not,
  nothing,
  or,
  termCondition,
} from './condition.ts'
export {
  context,
  credits,
  type Field,
  field,
  flag,
  hasTee,
  latency,
  noLog,
  priceIn,
  priceOut,
  quality,
  successRate,
  throughput,
  toolCalling,
} from './field.ts'
export {
  any,
  best,
  cheapest,
  fastest,
  inOrder,
  type OnOptions,
  type PolicyBuilder,
  type Retry,
  rankBy,
  retry,
  termPolicy,
} from './policy.ts'
export type { Amount } from './quantity.ts'
export { constant, negative, type Score, termScore } from './score.ts'
export { family, provider, type Subject, servedBy, type Tier, tier } from './subject.ts'
export type { Recipe, Transforming, Transforms } from './transforms.ts'
