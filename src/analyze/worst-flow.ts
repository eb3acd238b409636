import { counted } from '../base/counted.ts'
import { add, type Decimal, ZERO } from '../catalog/money.ts'
import type { Flow } from '../ir/flow.ts'
import { flowOrder } from '../ir/flow-order.ts'
import { type CriticalPath, criticalPath } from './critical-path.ts'
import type { CallTokens } from './flow-tokens.ts'
import { type Limit, type PricedCandidate, type WorstCase, worstCase } from './worst-case.ts'

/** What the calls of a flow meet. */
export interface FlowScene {
  /** The candidates of a call in the order of its policy. */
  readonly rankedOf: (id: string) => readonly PricedCandidate[]
  /** As `flowTokens` gives them. */
  readonly tokens: ReadonlyMap<string, CallTokens>
  /** Milliseconds that the flow has as a whole. */
  readonly deadlineMs?: number | undefined
}

/** The most that one run of a flow can come to. */
export interface WorstFlow {
  /** By id, each call by itself and without the deadline. */
  readonly calls: ReadonlyMap<string, WorstCase>
  readonly attempts: Limit<number>
  readonly usd: Limit<Decimal>
  /** Milliseconds from the first attempt of the first call to the end of the last. */
  readonly ms: Limit<number>
  readonly criticalPath: CriticalPath
}

/**
 * The worst case of a flow: that of every call at once, as {@link worstCase} tells it.
 *
 *     attempts, usd = the sum over the calls
 *     ms            = the sum along the critical path, at most the deadline
 *
 * Calls that do not wait for each other run at once and begin without delay; a host that lets only
 * so many run at a time takes longer. The deadline is no limit of cost: what was asked before it is
 * paid for.
 */
export function worstFlow([, nodes]: Flow, scene: FlowScene): WorstFlow {
  const calls = new Map<string, WorstCase>()
  for (const id of flowOrder(nodes)) {
    const node = nodes[id]
    const tokens = scene.tokens.get(id)
    if (node?.kind !== 'llm' || tokens === undefined) continue
    const candidates = scene.rankedOf(id)
    const { input: inputTokens, output: outputTokens } = tokens
    calls.set(
      id,
      worstCase(node.policy, { candidates, order: 'ranked', inputTokens, outputTokens }),
    )
  }
  const path = criticalPath(nodes, (id) => calls.get(id)?.ms.value)
  return {
    calls,
    attempts: sumOf(calls, ({ attempts }) => attempts.value, WHOLE),
    usd: sumOf(calls, ({ usd }) => usd.value, MONEY),
    ms: msOf(path, scene.deadlineMs),
    criticalPath: path,
  }
}

/** The sum of what the calls come to; undefined where one of them has no limit. */
function sumOf<T extends number | Decimal>(
  calls: ReadonlyMap<string, WorstCase>,
  figureOf: (worst: WorstCase) => T | undefined,
  sum: Sum<T>,
): Limit<T> {
  const values = [...calls.values()].map(figureOf)
  const known = values.filter((value) => value !== undefined)
  const missing = values.length - known.length
  if (missing > 0) {
    const basis = `not known for ${missing} of ${counted(values.length, 'call')}`
    return { value: undefined, basis: [basis] }
  }
  return {
    value: known.reduce((total, value) => sum.add(total, value), sum.zero),
    basis: [`the sum of ${counted(values.length, 'call')}`],
  }
}

interface Sum<T> {
  readonly zero: T
  readonly add: (a: T, b: T) => T
}

const WHOLE: Sum<number> = { zero: 0, add: (a, b) => a + b }

const MONEY: Sum<Decimal> = { zero: ZERO, add }

function msOf({ ids, ms }: CriticalPath, deadlineMs: number | undefined): Limit<number> {
  if (deadlineMs !== undefined && (ms === undefined || ms > deadlineMs)) {
    return { value: deadlineMs, basis: ['the deadline'] }
  }
  const along = `${counted(ids.length, 'call')} one after the other`
  const basis = ms === undefined ? [along, 'not every one has a limit'] : [along]
  return { value: ms, basis }
}
