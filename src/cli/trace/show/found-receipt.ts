import { err, ok, type Result } from '../../../base/result.ts'
import { ENGINE, type FlowRecord, openReplay, type Played } from '../../../trace/index.ts'
import { type Problem, problem } from '../../problem.ts'
import { toldName } from '../../report/told-name.ts'
import type { TraceFile } from '../trace-files.ts'
import type { KeptReceipt, Lookup, Wanted } from './receipt-lookup.ts'
import type { FoundFlow, FoundReceipt } from './told-receipt.ts'

/** The receipt, flow or node of one that was looked for, played again; or why there is none. */
export function foundReceipt(
  lookup: Lookup,
  wanted: Wanted,
  files: readonly TraceFile[],
): Result<FoundReceipt | FoundFlow, Problem> {
  const { count, found, begun } = lookup
  if (count === 0) {
    return err(
      problem(
        'the trace holds no receipt that is asked for',
        'another `--since`, `--until` or `--caller` may select some',
      ),
    )
  }
  if (wanted.kind === 'only' && count > 1) return err(severalReceipts(count))
  if (found === undefined) return err(noReceipt(lookup, wanted))
  if (wanted.kind === 'id' && found.receipt.id !== wanted.id && begun.ids.length > 1) {
    return err(ambiguous(lookup, wanted.id))
  }
  const shown = played(found, files)
  const node = wanted.kind === 'id' ? wanted.node : undefined
  return node === undefined ? ok(shown) : nodeNamed(shown, node)
}

/** Plays with what stood above the receipt, and nothing else. */
function played(
  { receipt, policies, catalog, file, line }: KeptReceipt,
  files: readonly TraceFile[],
): FoundReceipt | FoundFlow {
  const { define, play, playFlow, library } = openReplay(ENGINE)
  if (catalog !== undefined) define(catalog)
  for (const policy of policies) define(policy)
  const place = `${files[file]?.name}:${line}`
  const found = (one: Played, node: FoundReceipt['node']): FoundReceipt => {
    const { decision, policy } = one.receipt
    return {
      kind: 'receipt',
      played: one,
      place,
      policy: library.policyRecord(policy.effective ?? policy.fingerprint),
      decision: typeof decision === 'number' ? undefined : decision,
      node,
    }
  }
  if (receipt.record === 'receipt') return found(play(receipt), undefined)
  const whole = playFlow(receipt)
  const nodes = receipt.nodes.flatMap((node, i) => {
    const one = whole.nodes[i]
    return one === undefined ? [] : [found(one, { flow: receipt, node })]
  })
  return { kind: 'flow', played: whole, place, nodes }
}

/** The node of a flow with that name. */
function nodeNamed(shown: FoundReceipt | FoundFlow, name: string): Result<FoundReceipt, Problem> {
  if (shown.kind === 'receipt') {
    const { id } = shown.played.receipt
    return err(problem(`\`${toldName(id)}\` is no flow, and has no node \`${name}\``))
  }
  const found = shown.nodes.find(({ node }) => node?.node.node === name)
  return found === undefined ? err(noNode(shown.played.flow, name)) : ok(found)
}

function noNode({ id, nodes }: FlowRecord, name: string): Problem {
  const names = nodes.slice(0, MOST_NAMES).map(({ node }) => `\`${toldName(node)}\``)
  const more = nodes.length > names.length ? ', …' : ''
  return problem(
    `the flow \`${toldName(id)}\` has no node \`${name}\``,
    names.length === 0 ? 'none of its nodes was decided' : `it has ${names.join(', ')}${more}`,
  )
}

const MOST_NAMES = 12

function ambiguous({ begun: { count, ids } }: Lookup, wanted: string): Problem {
  const more = count > ids.length ? ', …' : ''
  return problem(
    `the ids of ${count} receipts begin with \`${wanted}\``,
    `write more of it: ${ids.map((id) => `\`${toldName(id)}\``).join(', ')}${more}`,
  )
}

function severalReceipts(count: number): Problem {
  return problem(
    `there are ${count} receipts in the trace`,
    'name one by its id, or how that begins, in front of the files; `--list` tells the ids, `--last` shows the last one',
  )
}

function noReceipt({ nearest, count }: Lookup, wanted: Wanted): Problem {
  const number = count === 1 ? 'there is one receipt' : `there are ${count} receipts`
  return problem(
    `no receipt has the id \`${wanted.kind === 'id' ? wanted.id : ''}\``,
    nearest === undefined
      ? `${number}: \`--list\` tells the ids, \`--last\` shows the last one`
      : `did you mean \`${toldName(nearest)}\`?`,
  )
}
