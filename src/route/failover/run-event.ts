import type { UsageRecord } from '../../trace/record.ts'
import type { Failure } from '../failure.ts'

/** What happened, and when: milliseconds since the request came, never less than before. */
export type RunEvent = { readonly atMs: number } & (
  | { readonly kind: 'headers'; readonly status: number }
  /** Bytes of the answer came, of whatever kind: a keep-alive proves life too. */
  | { readonly kind: 'alive' }
  /** The model has written something, and it goes to the client. */
  | { readonly kind: 'token' }
  /** The client does not read, and the provider waits for it: its time does not count. */
  | { readonly kind: 'held' }
  /** The client has taken what there was. */
  | { readonly kind: 'resumed' }
  /** The answer is whole. */
  | { readonly kind: 'answered'; readonly usage: UsageRecord }
  | (EndOfCall & {
      readonly kind: 'failed'
      readonly failure: Failure
      /** What the provider wants to be waited for, in milliseconds. */
      readonly retryAfterMs?: number
    })
  /** The moment of `alarmOf` has come. */
  | (EndOfCall & { readonly kind: 'alarm' })
  | (EndOfCall & { readonly kind: 'client left' })
  /** Another node of the flow failed, so that nobody waits for this one. */
  | (EndOfCall & { readonly kind: 'flow failed' })
  /** The router is to stop, and waits no longer. */
  | (EndOfCall & { readonly kind: 'shutdown' })
)

interface EndOfCall {
  /** What a call that is in progress has used so far, if anything is known of it. */
  readonly usage?: UsageRecord
}
