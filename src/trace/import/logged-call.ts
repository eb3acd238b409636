import { err, ok, type Result } from '../../base/result.ts'
import type { Keyed } from '../../decide/context.ts'
import { isRecord } from '../../decide/decode-context.ts'
import type { CostRecord, UsageRecord } from '../record.ts'
import type { LogEntry } from './log-entry.ts'
import { loggedCost } from './logged-cost.ts'
import { loggedUsage, nodeUsage } from './logged-usage.ts'
import { amountIn, countIn, listIn, member, nameIn, recordIn } from './members.ts'

/*
 * The form of the log, as the sources of the host make it (github.com/genlayerlabs/unhardcoded
 * and github.com/genlayerlabs/unhardcoded-engine):
 *
 * - `_build_x_router` of shim.py makes `x_router`, `_router_response_to_openai` the response
 *   around it, `_openai_error_from_router` the one of a failure;
 * - `new_run_state`, `advance` and `handle_response` of llm_policy.lua make the `decision_trace`:
 *   `ranked`, `rejected`, `decision_path`, `started_at_ms`, `policy_fingerprint`, `policy_term`;
 * - `_trim_trace` of shim.py cuts it, and then says `ranked_total` and `rejected_total`;
 * - `execute_flow_async` of llm_router_host.py makes the `flow_nodes` of a flow: one call each.
 */

/** One routed call of a response: the response itself, or a step of a flow. */
export interface LoggedCall {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly trace: Keyed<unknown>
  /** The short key of what decided. */
  readonly key: string | undefined
  /** Who answered, where that is a peer. */
  readonly servedBy: string | undefined
  readonly ending: Ending
  readonly usage: UsageRecord
  readonly cost: CostRecord
  readonly request: Keyed<unknown> | undefined
}

export type Ending =
  | { readonly kind: 'complete' }
  /** The answer broke off. */
  | { readonly kind: 'incomplete' }
  /** @property code as the host says it: `exhausted: timeout`, `bad_request`. */
  | { readonly kind: 'failed'; readonly code: string }

/** The routed calls of a response, in the order in which they are logged; or why there are none. */
export function loggedCalls(entry: LogEntry): Result<readonly LoggedCall[], string> {
  const router = recordIn(entry.response, 'x_router')
  const trace = recordIn(router, 'decision_trace')
  if (trace === undefined) return err('its `x_router` holds no `decision_trace`')
  const created = createdAt(entry.response)
  const ending = endingOf(entry.response)
  const nodes = listIn(trace, 'flow_nodes')
  if (nodes.length > 0) return stepCalls(nodes, { created, ending, depth: DEEPEST })
  const at = startOf(trace, created)
  if (at === undefined) return err('it does not say when it was')
  const call: LoggedCall = {
    at,
    trace,
    key: keyIn(router) ?? keyIn(trace),
    servedBy: nameIn(router, 'served_by'),
    ending,
    usage: loggedUsage(entry.response),
    cost: loggedCost(router),
    request: entry.request,
  }
  return ok([call])
}

interface Flow {
  readonly created: number | undefined
  readonly ending: Ending
  readonly depth: number
}

/** A step of a flow may run a flow. */
const DEEPEST = 8

function stepCalls(nodes: readonly unknown[], flow: Flow): Result<readonly LoggedCall[], string> {
  const calls: LoggedCall[] = []
  for (const node of nodes) {
    const trace = recordIn(node, 'decision_trace')
    // A step that could not be routed at all has an error and no trace.
    if (trace === undefined) continue
    const inner = listIn(trace, 'flow_nodes')
    if (inner.length > 0) {
      if (flow.depth === 0) return err(`its flows are in each other more than ${DEEPEST} deep`)
      const found = stepCalls(inner, { ...flow, depth: flow.depth - 1 })
      if (!found.ok) return found
      calls.push(...found.value)
      continue
    }
    const at = startOf(trace, flow.created)
    if (at === undefined) return err('it does not say when it was')
    calls.push(stepCall(node, { at, trace, ending: flow.ending }))
  }
  return calls.length > 0 ? ok(calls) : err('no step of its flow was routed')
}

function stepCall(
  node: unknown,
  { at, trace, ending }: Pick<LoggedCall, 'at' | 'trace' | 'ending'>,
): LoggedCall {
  const isServed = nameIn(node, 'provider') !== undefined
  const failed = ending.kind === 'failed' ? ending : ({ kind: 'failed', code: '' } as const)
  return {
    at,
    trace,
    key: keyIn(node) ?? keyIn(trace),
    servedBy: nameIn(node, 'served_by'),
    ending: isServed ? { kind: 'complete' } : failed,
    usage: nodeUsage(node),
    cost: loggedCost({ cost_usd: amountIn(node, 'cost_reported'), cost_basis: 'reported' }),
    request: undefined,
  }
}

/** The clock of the host, else the second in which the answer was made. */
function startOf(trace: Keyed<unknown>, created: number | undefined): number | undefined {
  const started = amountIn(trace, 'started_at_ms')
  return started !== undefined && started > 0 && started < LATEST ? started : created
}

function createdAt(response: Keyed<unknown>): number | undefined {
  const seconds = countIn(response, 'created') ?? countIn(response, 'created_at')
  return seconds !== undefined && seconds < LATEST / 1000 ? seconds * 1000 : undefined
}

/** The end of the year 9999. */
const LATEST = 253_402_300_800_000

function keyIn(value: unknown): string | undefined {
  const key = nameIn(value, 'policy_fingerprint')
  return key !== undefined && /^\d{1,10}-\d{1,10}$/.test(key) ? key : undefined
}

function endingOf(response: Keyed<unknown>): Ending {
  const error = member(response, 'error')
  if (isRecord(error)) return { kind: 'failed', code: nameIn(error, 'code') ?? '' }
  const [choice] = listIn(response, 'choices')
  // The last event of a stream whose first events were sent already.
  return member(choice, 'finish_reason') === 'error' ? { kind: 'incomplete' } : { kind: 'complete' }
}
