import { type Action, failTable } from '../decide/fail-plan.ts'
import type { Term } from '../ir/term.ts'

/** What a failure plan can come to, whatever fails and however often. */
export interface FailureBounds {
  /** Retries of one candidate, over all answers; undefined where there is no bound. */
  readonly retries: number | undefined
  /** Why there is no bound, or what the retries are the sum of. */
  readonly basis: string
  /** Milliseconds of waiting before all retries of one candidate together. */
  readonly waitMs: number
  /** Where failures can lead: nowhere else, to other providers only, to any candidate. */
  readonly reach: 'same' | 'providers' | 'all'
}

/**
 * The most that a failure plan allows on one candidate, if failures come in the worst order. Each
 * answer of the plan has its own count of retries, which starts anew with every candidate: a plan
 * that retries twice after a timeout and once after a server error allows three. An answer that
 * no reason can get, the base under an override of `unknown`, does not count.
 */
export function failureBounds(policy: Term): FailureBounds {
  const { base, overrides } = failTable(policy)
  const answers = [...(overrides.has('unknown') ? [] : [base]), ...overrides.values()]
  const retrying = answers.filter(({ action }) => action === 'retry_same')
  const counts = retrying.map(retriesOf)
  const endless = retrying.find((_, index) => counts[index] === undefined)
  return {
    retries: endless === undefined ? sumOf(counts.map((count) => count ?? 0)) : undefined,
    basis: endless === undefined ? sumText(counts) : endlessText(endless),
    waitMs: sumOf(retrying.map((answer, index) => waitOf(answer, counts[index] ?? 0))),
    reach: reachOf(answers),
  }
}

/** Undefined where only the host knows, or the retries begin again when they are used up. */
function retriesOf({ attempts, then_action }: Action): number | undefined {
  if (attempts === undefined || then_action === 'retry_same') return undefined
  return Math.max(0, Math.ceil(attempts))
}

function endlessText({ then_action }: Action): string {
  return then_action === 'retry_same'
    ? 'a retry is followed by retries'
    : 'a retry does not say how often'
}

function sumText(counts: readonly (number | undefined)[]): string {
  if (counts.length === 0) return 'nothing is retried'
  return `${counts.join(' + ')} ${counts.length === 1 && counts[0] === 1 ? 'retry' : 'retries'}`
}

/** One pause before every retry, or one for each; where the list ends, its longest goes on. */
function waitOf({ backoff_ms = 0 }: Action, retries: number): number {
  if (typeof backoff_ms === 'number') return retries * Math.max(0, backoff_ms)
  const listed = backoff_ms.slice(0, retries).map((wait) => Math.max(0, wait))
  const longest = backoff_ms.reduce((most, wait) => Math.max(most, wait), 0)
  return sumOf(listed) + (retries - listed.length) * longest
}

/** A provider that was disabled is not asked again, so disabling alone leads to each one once. */
function reachOf(answers: readonly Action[]): FailureBounds['reach'] {
  const last = answers.map(({ action, then_action = 'next_candidate' }) =>
    action === 'retry_same' ? then_action : action,
  )
  const leaving = last.filter((action) => action !== 'abort' && action !== 'retry_same')
  if (leaving.length === 0) return 'same'
  return leaving.every((action) => action === 'disable_provider') ? 'providers' : 'all'
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
