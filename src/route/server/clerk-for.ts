import { createHash } from 'node:crypto'
import type { Usage } from '../../catalog/price.ts'
import type { Judgement } from '../../trace/judgement.ts'
import { receiptId } from '../../trace/receipt-id.ts'
import type { Receipt } from '../../trace/record.ts'
import type { Reservation } from '../callers/ledger.ts'
import { wantsStream } from '../dialect/incoming-call.ts'
import type { Ending } from '../failover/run-step.ts'
import { matteringParams } from '../receipt/mattering-params.ts'
import { type RunFacts, receiptOf } from '../receipt/receipt-of.ts'
import { settlementOf } from '../receipt/settlement-of.ts'
import { summaryOf } from '../receipt/summary-of.ts'
import { headerText } from './header-text.ts'
import type { Incoming } from './incoming.ts'
import { observeReceipt } from './observe-receipt.ts'
import type { Office } from './office.ts'
import type { Clerk } from './order.ts'
import type { ReplyHeaders } from './reply.ts'
import type { Setting } from './setting.ts'
import { traceIdOf } from './traceparent.ts'

/** A request that was decided, and what it was decided from. */
export interface Decided {
  readonly incoming: Incoming
  readonly setting: Setting
  readonly judgement: Judgement
  /** Expected of a call to the first candidate. */
  readonly tokens: Usage | undefined
  /** What the caller's budgets hold for it. */
  readonly reservation: Reservation | undefined
}

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
    incoming.surface === 'messages' ? 'request-id' : 'x-request-id', facts.id,
  ]
  const receipt = receiptOnce(facts)
  return {
    headers: ({ candidate, attempt }) => [
      ...known,
      'x-unhardcoded-model',
      headerText(candidate.cid),
      'x-unhardcoded-attempts',
      String(attempt),
    ],
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

/** Makes the receipt of an ending once, however often it is asked for. */
function receiptOnce(facts: RunFacts): (ending: Ending) => Receipt {
  let made: { readonly ending: Ending; readonly receipt: Receipt } | undefined
  return (ending) => {
    if (made?.ending !== ending) made = { ending, receipt: receiptOf(facts, ending) }
    return made.receipt
  }
}

function endHeaders({ hops, cost }: Receipt): ReplyHeaders {
  const last = hops.at(-1)
  const usd = cost.settled ?? cost.estimated
  const headers = ['x-unhardcoded-attempts', String(hops.length)]
  if (last !== undefined) headers.push('x-unhardcoded-model', headerText(last.candidate))
  if (usd !== null) headers.push('x-unhardcoded-cost', usd)
  return headers
}

function factsOf({ incoming, setting, judgement, tokens }: Decided, office: Office): RunFacts {
  const { surface, body, admitted, caller, atMs, header } = incoming
  const { policy, facts } = admitted
  const params = matteringParams(body)
  const trace = traceIdOf(header('traceparent'))
  return {
    id: receiptId(atMs, office.random(10)),
    at: new Date(atMs).toISOString(),
    mode: setting.mode,
    policy: {
      ...(policy.name !== undefined && { name: policy.name }),
      fingerprint: policy.fingerprint,
      ...(policy.effective !== undefined && { effective: policy.effective }),
    },
    catalog: setting.catalog.digest,
    without: setting.grounds[surface].without,
    judgement,
    request: {
      surface,
      ...(tokens !== undefined && { tokens: { input: tokens.input, output: tokens.output } }),
      ...(Object.keys(params).length > 0 && { params }),
      ...(wantsStream({ surface, facts }) && { stream: true }),
      ...(caller.name !== undefined && { caller: caller.name }),
      ...(trace !== undefined && { trace }),
      body: digestOf(body.bytes, office.salt),
    },
  }
}

function digestOf(bytes: Uint8Array, salt: Uint8Array): string {
  return `sha256:${createHash('sha256').update(salt).update(bytes).digest('hex')}`
}
