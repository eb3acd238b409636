import type { AnyReceipt, HopRecord, NodeReceipt, Receipt } from '../../trace/index.ts'
import { type Fact, INDENT } from '../report/facts.ts'
import { shortQuantity } from '../report/quantity.ts'
import { toldName } from '../report/told-name.ts'
import { costText } from '../trace/show/cost-text.ts'
import { usageText } from '../trace/show/usage-text.ts'

/**
 * A receipt in a few lines: who answered, who did not, why those, and what it took.
 *
 * @param keptIn where the receipt is; undefined where it is nowhere.
 */
export function receiptFacts(receipt: AnyReceipt, keptIn: string | undefined): readonly Fact[] {
  const { id, usage, mode } = receipt
  const kept = keptIn === undefined ? 'not kept: `--trace FILE` keeps it' : `kept in ${keptIn}`
  const walks = 'nodes' in receipt ? receipt.nodes.flatMap(nodeFacts) : walkFacts(receipt)
  return [
    ...walks,
    ...(walks.length === 0
      ? []
      : [
          { name: 'tokens', text: usageText(usage) },
          {
            name: 'cost',
            text: mode === 'sandbox' ? assumedText(receipt) : costText(receipt.cost),
          },
        ]),
    { name: 'receipt', text: `${id}, ${kept}` },
  ]
}

type Walk = Pick<Receipt, 'hops' | 'decision' | 'policy'>

function walkFacts(walk: Walk): readonly Fact[] {
  const last = walk.hops.at(-1)
  return [
    ...walk.hops.filter(isLeft).map(
      (hop): Fact => ({
        name: hop.failure === undefined ? 'asked' : 'failed',
        text: leftText(hop),
      }),
    ),
    ...(last === undefined || isLeft(last) ? [] : [answeredBy(last, walk)]),
  ]
}

/** Of a node of a flow: its name stands before what is said of each of its calls. */
function nodeFacts(node: NodeReceipt): readonly Fact[] {
  const name = toldName(node.step ?? node.node, LONGEST_STEP)
  return walkFacts(node).map(({ name: what, ...fact }) => ({
    ...fact,
    name,
    text: what === ANSWERED_BY ? fact.text : `asked ${fact.text}`,
  }))
}

/** One column less than names of facts have. */
const LONGEST_STEP = INDENT - 1

const ANSWERED_BY = 'answered by'

/** Whether a call ended without a whole answer. */
function isLeft({ sent, failure }: HopRecord): boolean {
  return failure !== undefined || sent !== 'all'
}

function leftText(hop: HopRecord): string {
  const { candidate, status, failure, start_ms, end_ms, sent, wait_ms } = hop
  const what = failure === undefined ? 'given up' : toldName(failure, 24)
  const told = status === undefined || status < 400 ? what : `${status} ${what}`
  const part = sent === 'part' ? ', in the middle of its answer' : ''
  const waited = wait_ms === undefined ? '' : `, then a wait of ${time(wait_ms)}`
  return `${toldName(candidate)}: ${told} after ${time(end_ms - start_ms)}${part}${waited}`
}

function answeredBy(hop: HopRecord, { decision, policy }: Walk): Fact {
  const { candidate, start_ms, end_ms, first_token_ms } = hop
  const place = decision.ranked.findIndex(({ id }) => id === candidate) + 1
  const rank = `number ${place} of ${decision.ranked.length} by \`${toldName(policy.name ?? policy.fingerprint)}\``
  const token =
    first_token_ms === undefined ? '' : `, the first token after ${time(first_token_ms - start_ms)}`
  return {
    name: ANSWERED_BY,
    text: `${toldName(candidate)}, ${rank}, in ${time(end_ms - start_ms)}${token}`,
    role: 'good',
  }
}

/** Nobody bills what the sandbox answers. */
function assumedText({ cost }: AnyReceipt): string {
  const assumed = costText(cost)
  return assumed === 'unknown'
    ? 'nothing: the sandbox answered'
    : `nothing: the sandbox answered; such a call costs ${assumed.replace(/ (?:settled|estimated)$/, '')}`
}

function time(ms: number): string {
  return shortQuantity(ms, 'duration')
}
