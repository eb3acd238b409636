import { counted } from '../../../base/counted.ts'
import { type Fact, factLines } from '../../report/facts.ts'
import { shortQuantity } from '../../report/quantity.ts'
import { toldName } from '../../report/told-name.ts'
import { costText } from './cost-text.ts'
import { flowLines } from './flow-lines.ts'
import { shortFingerprint } from './node-facts.ts'
import { nodeName } from './node-name.ts'
import { lookOf, receiptText, type TextWishes, titleLines } from './receipt-text.ts'
import { replayFact } from './replay-fact.ts'
import { requestFacts } from './request-facts.ts'
import { timeSpan } from './time-bar.ts'
import { type FoundFlow, firstOf, moreText } from './told-receipt.ts'
import { usageText } from './usage-text.ts'

/** A flow as a person would tell it: the whole, what ran when, and then node by node. */
export function flowText(found: FoundFlow, wishes: TextWishes): string {
  const { flow } = found.played
  const look = lookOf(wishes.screen)
  const { catalog: _, without, request } = flow
  const asked = requestFacts({ request, state: {}, ...(without !== undefined && { without }) })
  const more = moreText(found.nodes.length, wishes)
  const parts = [
    [...titleLines(flow, look), ...factLines([...flowFacts(found), ...asked], look)],
    flowLines(flow, look),
    factLines(endingFacts(found), look),
  ]
  const texts = [
    ...parts.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`),
    ...firstOf(found.nodes, wishes).map((node) => receiptText(node, wishes)),
    ...(more === undefined ? [] : [`${more}\n`]),
  ]
  return texts.join('\n')
}

function flowFacts({ played: { flow } }: FoundFlow): readonly Fact[] {
  const { name, fingerprint } = flow.flow
  const identity = toldName(shortFingerprint(fingerprint))
  const who = name === undefined ? identity : `${toldName(name)}, ${identity}`
  return [{ name: 'flow', text: `${who}, ${counted(flow.nodes.length, 'node')}` }]
}

function endingFacts({ played }: FoundFlow): readonly Fact[] {
  const { flow } = played
  return [
    { name: 'outcome', ...outcomeOf(flow) },
    { name: 'tokens', text: usageText(flow.usage) },
    { name: 'cost', text: costText(flow.cost) },
    replayFact(played),
  ]
}

function outcomeOf(flow: FoundFlow['played']['flow']): Pick<Fact, 'text' | 'role'> {
  const { outcome, nodes, answers } = flow
  const hops = nodes.flatMap((node) => node.hops)
  const took =
    hops.length === 0 ? '' : ` ${shortQuantity(timeSpan(hops), 'duration')} after it asked`
  switch (outcome) {
    case 'complete':
      return {
        text: `complete: the client got the whole answer of ${nodeName(answers, flow)}${took}`,
        role: 'good',
      }
    case 'incomplete':
      return {
        text: `incomplete: the client got part of the answer of ${nodeName(answers, flow)}, and then an error`,
        role: 'bad',
      }
    case 'cancelled':
      return { text: `cancelled: the client left${took}`, role: 'warning' }
    case 'simulated':
      return { text: 'simulated: nobody was called, and nothing was spent' }
    default:
      return { text: `${outcome}: the client got an error${took}, and no answer`, role: 'bad' }
  }
}
