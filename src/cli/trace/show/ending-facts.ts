import type { HopRecord, ReceiptRecord } from '../../../trace/index.ts'
import type { Fact } from '../../report/facts.ts'
import { shortQuantity } from '../../report/quantity.ts'
import { toldName } from '../../report/told-name.ts'
import { costText } from './cost-text.ts'
import { replayFact } from './replay-fact.ts'
import type { FoundReceipt } from './told-receipt.ts'
import { usageText } from './usage-text.ts'

/** What the client saw, what it took and cost, and whether all that can be made again. */
export function endingFacts({ played, node }: FoundReceipt): readonly Fact[] {
  const { receipt } = played
  const { usage, cost, hops, outcome } = receipt
  const isInner = node !== undefined && node.flow.answers !== node.node.node
  const ending = isInner ? innerOutcomeOf(receipt) : outcomeOf(receipt)
  if (hops.length === 0 && outcome === 'rejected') {
    const nothing: Fact = { name: 'cost', text: 'nothing: nobody was called' }
    return [{ name: 'outcome', ...ending }, nothing, ...importFacts(receipt), replayFact(played)]
  }
  const billed = hops.filter((hop) => hop.usage !== undefined)
  const each =
    billed.length < 2 ? [] : billed.map((hop): Fact => ({ name: '', text: callCostText(hop) }))
  return [
    { name: 'outcome', ...ending },
    { name: 'tokens', text: usageText(usage) },
    { name: 'cost', text: costText(cost) },
    ...each,
    ...importFacts(receipt),
    replayFact(played),
  ]
}

function outcomeOf(receipt: ReceiptRecord): Pick<Fact, 'text' | 'role'> {
  const { outcome, hops } = receipt
  const last = hops.at(-1)
  const after =
    last === undefined ? '' : ` ${shortQuantity(last.end_ms, 'duration')} after it asked`
  const by = last === undefined ? '' : ` of ${toldName(last.candidate)}`
  switch (outcome) {
    case 'complete':
      return { text: `complete: the client got the whole answer${by}${after}`, role: 'good' }
    case 'incomplete':
      return {
        text: `incomplete: the client got part of the answer${by}, and then an error`,
        role: 'bad',
      }
    case 'cancelled':
      return last?.why === 'flow failed'
        ? { text: `cancelled: another node of the flow failed${after}`, role: 'warning' }
        : { text: `cancelled: the client left${after}`, role: 'warning' }
    case 'rejected':
      return { text: 'rejected: the client got an error, and nobody was called', role: 'bad' }
    case 'exhausted':
      return { text: `exhausted: the client got an error${after}, and no answer`, role: 'bad' }
    default:
      return { text: 'simulated: nobody was called, and nothing was spent' }
  }
}

/** Of a node whose answer goes to other nodes: what becomes of it the client does not see. */
function innerOutcomeOf({ outcome, hops }: ReceiptRecord): Pick<Fact, 'text' | 'role'> {
  const last = hops.at(-1)
  const by = last === undefined ? '' : ` of ${toldName(last.candidate)}`
  const after =
    last === undefined ? '' : ` ${shortQuantity(last.end_ms, 'duration')} after it began`
  switch (outcome) {
    case 'complete':
      return { text: `complete: the flow got the whole answer${by}${after}`, role: 'good' }
    case 'incomplete':
      return { text: `incomplete: the answer${by} broke off${after}`, role: 'bad' }
    case 'cancelled':
      return { text: 'cancelled: nobody waited for its answer any more', role: 'warning' }
    case 'rejected':
      return { text: 'rejected: nobody was called', role: 'bad' }
    case 'exhausted':
      return { text: `exhausted: the flow got no answer${after}`, role: 'bad' }
    default:
      return { text: 'simulated: nobody was called, and nothing was spent' }
  }
}

function callCostText({ attempt, candidate, usage, cost }: HopRecord): string {
  const price = cost === undefined ? 'unknown' : costText(cost)
  return `call ${attempt}, ${toldName(candidate)}: ${price}; ${usage === undefined ? '' : usageText(usage)}`
}

function importFacts({ imported }: ReceiptRecord): readonly Fact[] {
  if (imported === undefined) return []
  const { from, lacks } = imported
  // Names from outside, of which there may be any number.
  const missing = lacks.slice(0, 5).map((name) => toldName(name, 20))
  const lack = missing.length === 0 ? '' : `, which does not hold all of: ${missing.join(', ')}`
  return [{ name: 'imported', text: `from a log of \`${toldName(from)}\`${lack}` }]
}
