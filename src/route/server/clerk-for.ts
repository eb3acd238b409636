import type { Candidate } from '../../catalog/candidate.ts'
import type { Receipt } from '../../trace/record.ts'
import type { Ending } from '../failover/run-step.ts'
import { once } from '../receipt/once.ts'
import { receiptOf } from '../receipt/receipt-of.ts'
import { settlementOf } from '../receipt/settlement-of.ts'
import { summaryOf } from '../receipt/summary-of.ts'
import type { Decided } from './decided.ts'
import { factsOf } from './facts-of.ts'
import { headerText } from './header-text.ts'
import { observeReceipt } from './observe-receipt.ts'
import type { Office } from './office.ts'
import type { Clerk } from './order.ts'
import type { ReplyHeaders } from './outlet.ts'
import { requestIdName } from './request-id-name.ts'

/** Makes the receipt of a request: tells the client of it, and has it kept. */
export function clerkFor(decided: Decided, office: Office): Clerk {
  const { incoming, setting, reservation } = decided
  const { policy } = incoming.admitted
  const facts = factsOf(decided, office)
  const candidateOf = (cid: string) =>
    decided.judgement.decision.ranked.find(({ candidate }) => candidate.cid === cid)?.candidate
  // biome-ignore format: table
  const known: ReplyHeaders = [
    'x-unhardcoded-receipt', facts.id,
    'x-unhardcoded-policy',  headerText(policy.name ?? policy.fingerprint),
    requestIdName(incoming.surface), facts.id,
  ]
  const receipt = once((ending: Ending) => receiptOf(facts, ending))
  return {
    headers: ({ candidate, attempt }) => [...known, ...startHeaders(candidate, attempt)],
    lastHeaders: (ending) => [...known, ...endHeaders(receipt(ending))],
    summary: (ending) => JSON.stringify(summaryOf(receipt(ending))),
    close: (ending, sent) => {
      const kept = receipt(ending)
      office.keep(kept, { policies: policy.definitions(), catalog: setting.catalog })
      observeReceipt(office.metrics, kept, { sent, surface: incoming.surface, candidateOf })
      if (reservation !== undefined) office.ledger.settle(reservation, settlementOf(ending))
    },
  }
}

/** What the headers of a stream say of who writes it. @param attempts calls until then. */
export function startHeaders({ cid }: Pick<Candidate, 'cid'>, attempts: number): ReplyHeaders {
  return ['x-unhardcoded-model', headerText(cid), 'x-unhardcoded-attempts', String(attempts)]
}

/** What the headers of an answer say of how its request ended. */
export function endHeaders(
  { hops, cost }: Pick<Receipt, 'hops' | 'cost'>,
  attempts = hops.length,
): ReplyHeaders {
  const last = hops.at(-1)
  const usd = cost.settled ?? cost.estimated
  const headers = ['x-unhardcoded-attempts', String(attempts)]
  if (last !== undefined) headers.push('x-unhardcoded-model', headerText(last.candidate))
  if (usd !== null) headers.push('x-unhardcoded-cost', usd)
  return headers
}
