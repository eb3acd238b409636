import { type FlowNodes, inputsOfId } from '../ir/flow.ts'
import { flowOrder } from '../ir/flow-order.ts'

/** The calls that decide how long a flow takes. */
export interface CriticalPath {
  /** Ids of calls, each an input of the next. */
  readonly ids: readonly string[]
  /** Milliseconds of all of them together; undefined where one of them has no limit. */
  readonly ms: number | undefined
}

/**
 * The path from the input to the output whose calls take longest together, when every call begins
 * as soon as its inputs are there. A call without a limit is longer than any with one, so the path
 * leads through as many of those as it can. Of paths of one length it is that of the input written
 * first.
 *
 * @param msOf how long a call takes, by its id; undefined where nothing limits it.
 */
export function criticalPath(
  nodes: FlowNodes,
  msOf: (id: string) => number | undefined,
): CriticalPath {
  const stretches = new Map<string, Stretch>()
  let last: Stretch = START
  for (const id of flowOrder(nodes)) {
    const before = inputsOfId(nodes, id)
      .map((input) => stretches.get(input) ?? START)
      .reduce((longest, each) => (isLonger(each, longest) ? each : longest), START)
    last = nodes[id]?.kind === 'llm' ? extended(before, id, msOf(id)) : before
    stretches.set(id, last)
  }
  // Every node works towards the output, so that comes last.
  return { ids: idsOf(last), ms: last.limitless > 0 ? undefined : last.ms }
}

/** The longest way to the end of a node. */
interface Stretch {
  /** The last call of it; undefined before the first. */
  readonly call: { readonly id: string; readonly before: Stretch } | undefined
  readonly calls: number
  /** How many of the calls have no limit. */
  readonly limitless: number
  /** Milliseconds of the others. */
  readonly ms: number
}

const START: Stretch = { call: undefined, calls: 0, limitless: 0, ms: 0 }

function extended(before: Stretch, id: string, ms: number | undefined): Stretch {
  return {
    call: { id, before },
    calls: before.calls + 1,
    limitless: before.limitless + (ms === undefined ? 1 : 0),
    ms: before.ms + (ms ?? 0),
  }
}

/** Where calls take no time at all, the path of more calls is the longer one. */
function isLonger(a: Stretch, b: Stretch): boolean {
  return (a.limitless - b.limitless || a.ms - b.ms || a.calls - b.calls) > 0
}

function idsOf(end: Stretch): readonly string[] {
  const ids: string[] = []
  for (let { call } = end; call !== undefined; call = call.before.call) ids.push(call.id)
  return ids.reverse()
}
