import type { HopRecord } from '../record.ts'
import type { LoggedCall } from './logged-call.ts'
import { amountIn, countIn, listIn, nameIn } from './members.ts'

/**
 * The calls in the `decision_path` of a trace. What was done after a failure is told by the event
 * that follows it, else by where the path goes on or how it ends. Messages of providers are left
 * behind: they may repeat what was asked, or a key.
 *
 * @param idOf the name of the candidate that an event is about.
 */
export function loggedHops(
  call: LoggedCall,
  idOf: (event: unknown) => string | undefined,
): readonly HopRecord[] {
  const attempts = attemptsIn(listIn(call.trace, 'decision_path'))
  const hops: HopRecord[] = []
  let time = 0
  for (const [index, { event, after }] of attempts.entries()) {
    const candidate = idOf(event)
    if (candidate === undefined) continue
    const start = time
    const end = start + (amountIn(event, 'latency_ms') ?? 0)
    const isLast = index === attempts.length - 1
    const wait = amountIn(after, 'backoff_ms')
    const status = countIn(event, 'http_status')
    const failure = failureOf(event)
    hops.push({
      candidate,
      attempt: hops.length + 1,
      start_ms: start,
      end_ms: end,
      // The host says 0 where nobody answered.
      ...(status !== undefined && status > 0 && { status }),
      ...(failure !== undefined && { failure }),
      ...nextOf({ failure, after, isLast }, call),
      ...(wait !== undefined && wait > 0 && { wait_ms: wait }),
    })
    time = end + (wait ?? 0)
  }
  const last = hops.at(-1)
  if (last === undefined || last.failure !== undefined) return hops
  return [...hops.slice(0, -1), { ...last, usage: call.usage, cost: call.cost }]
}

interface Attempt {
  readonly event: unknown
  /** What was done about its failure, where the host says so. */
  readonly after: unknown
}

function attemptsIn(path: readonly unknown[]): readonly Attempt[] {
  const attempts: Attempt[] = []
  for (const event of path) {
    const kind = nameIn(event, 'event')
    const last = attempts.at(-1)
    if (kind === 'attempted') attempts.push({ event, after: undefined })
    else if (last !== undefined && kind !== undefined && ACTIONS.has(kind)) {
      attempts[attempts.length - 1] = { ...last, after: event }
    }
  }
  return attempts
}

/** The events that say what was done about a failure. */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['retry_scheduled', 'retry_same'],
  ['provider_disabled', 'disable_provider'],
])

/** The classes have the names that fail plans give them; anything else is none of them. */
function failureOf(event: unknown): string | undefined {
  const kind = nameIn(event, 'error_kind')
  if (kind === undefined) return undefined
  return /^[a-z][a-z0-9_]{0,63}$/.test(kind) ? kind : 'unknown'
}

interface After extends Pick<Attempt, 'after'> {
  readonly failure: string | undefined
  readonly isLast: boolean
}

function nextOf(
  { failure, after, isLast }: After,
  { ending }: LoggedCall,
): Pick<HopRecord, 'sent' | 'action' | 'why'> {
  if (failure === undefined) return { sent: 'all', action: 'finish' }
  const said = ACTIONS.get(nameIn(after, 'event') ?? '')
  if (!isLast) return { sent: 'nothing', action: said ?? 'next_candidate' }
  // Only the stream of an answer that has begun ends in a failure within the answer.
  if (ending.kind === 'incomplete') {
    return { sent: 'part', action: 'abort', why: 'stream has begun' }
  }
  const isExhausted =
    said !== undefined || ending.kind !== 'failed' || /^(?:exhausted: |$)/.test(ending.code)
  return isExhausted
    ? { sent: 'nothing', action: said ?? 'next_candidate', why: 'no candidate left' }
    : { sent: 'nothing', action: 'abort', why: 'plan' }
}
