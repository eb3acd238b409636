import { type Action, classify } from '../decide/fail-plan.ts'
import type { Term } from '../ir/term.ts'
import type { Difference } from './difference.ts'
import type { DecisionRecord, HopRecord, ReceiptRecord } from './record.ts'

/*
 * What can be held against a receipt that was read from a log of another host. The log has no
 * state of health and no prices of the moment, hence no scores that can be made again; it has who
 * was ranked, in which order, and what was done after each failure.
 */

/** Why the policy of an imported receipt is not there, or undefined where it should be. */
export function unrecordedPolicy({
  policy,
  imported,
}: ReceiptRecord): { readonly cause: 'log'; readonly message: string } | undefined {
  if (imported === undefined || !imported.lacks.includes('policy')) return undefined
  const { fingerprint, effective = fingerprint } = policy
  const message = effective.startsWith(CACHE)
    ? `the policy was not recorded: the log names it only by its short key \`${effective.slice(CACHE.length)}\``
    : 'the policy was not recorded: the log does not name it'
  return { cause: 'log', message }
}

/** What stands before a short key in place of a fingerprint. */
export const CACHE = 'cache:'

/** The first of the recorded ranking that stands elsewhere in the one that was made again. */
export function rankingDifference(
  { imported }: ReceiptRecord,
  recorded: DecisionRecord,
  computed: DecisionRecord,
): Difference | undefined {
  const isCut = imported?.lacks.includes('ranked') === true
  const count = isCut
    ? recorded.ranked.length
    : Math.max(recorded.ranked.length, computed.ranked.length)
  for (let i = 0; i < count; i++) {
    const [was, is] = [recorded.ranked[i]?.id, computed.ranked[i]?.id]
    if (was !== is) {
      return { path: `$.decision.ranked[${i}].id`, recorded: was, computed: is }
    }
  }
  return undefined
}

/**
 * The first hop after which something was done that the plan never does after such a failure.
 * Where the walk went on is not judged: it depends on who was disabled at the time.
 */
export function checkLoggedHops(policy: Term, hops: readonly HopRecord[]): Difference | undefined {
  for (const [index, { failure, action }] of hops.entries()) {
    if (failure === undefined) continue
    const answer = classify(policy, failure)
    if (!mayFollow(action, answer)) {
      return { path: `$.hops[${index}].action`, recorded: action, computed: answer.action }
    }
  }
  return undefined
}

/** A log tells going on to another candidate from nothing but retries, disabling and stopping. */
function mayFollow(done: string, { action, then_action = 'next_candidate' }: Action): boolean {
  if (done === action) return true
  const end = action === 'retry_same' ? then_action : action
  return done === 'next_candidate' ? end !== 'abort' : done === end
}
