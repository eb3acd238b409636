import { createHash } from 'node:crypto'
import { receiptId } from '../../trace/receipt-id.ts'
import type { Receipt, RequestRecord } from '../../trace/record.ts'
import type { AdmittedPolicy } from '../admission/admitted-policy.ts'
import { wantsStream } from '../dialect/incoming-call.ts'
import { matteringParams } from '../receipt/mattering-params.ts'
import type { DecidedFacts, RunFacts } from '../receipt/receipt-of.ts'
import type { BodyFacts } from '../splice/body-facts.ts'
import type { Decided } from './decided.ts'
import type { Incoming } from './incoming.ts'
import type { Office } from './office.ts'
import { traceIdOf } from './traceparent.ts'

/** Everything that the receipt of a request says, but how it ended. */
export function factsOf(decided: Decided, office: Office): RunFacts {
  const { incoming, setting, judgement } = decided
  const { surface, atMs, admitted } = incoming
  const { tokens, params } = ownFactsOf(decided).request
  return {
    id: receiptId(atMs, office.random(10)),
    at: new Date(atMs).toISOString(),
    mode: setting.mode,
    policy: policyRecord(admitted.policy),
    catalog: setting.catalog.digest,
    without: setting.grounds[surface].without,
    judgement,
    request: {
      surface,
      ...(tokens !== undefined && { tokens }),
      ...(params !== undefined && { params }),
      ...senderFacts(incoming, admitted.facts, office),
    },
  }
}

/** What is said of one decision where more than one belong to a request. */
export function ownFactsOf({ incoming, judgement, tokens }: Decided): DecidedFacts {
  const params = matteringParams(incoming.body)
  return {
    policy: policyRecord(incoming.admitted.policy),
    judgement,
    request: {
      ...(tokens !== undefined && { tokens: { input: tokens.input, output: tokens.output } }),
      ...(Object.keys(params).length > 0 && { params }),
    },
  }
}

type Sent = Pick<Incoming, 'surface' | 'body' | 'header' | 'caller'>

/** Who sent a request, and how it is told from others. */
export function senderFacts(
  { surface, body, header, caller }: Sent,
  facts: BodyFacts,
  { salt }: Pick<Office, 'salt'>,
): Pick<RequestRecord, 'stream' | 'caller' | 'trace' | 'body'> {
  const trace = traceIdOf(header('traceparent'))
  return {
    ...(wantsStream({ surface, facts }) && { stream: true }),
    ...(caller.name !== undefined && { caller: caller.name }),
    ...(trace !== undefined && { trace }),
    body: digestOf(body.bytes, salt),
  }
}

function policyRecord({ name, fingerprint, effective }: AdmittedPolicy): Receipt['policy'] {
  return {
    ...(name !== undefined && { name }),
    fingerprint,
    ...(effective !== undefined && { effective }),
  }
}

/** Salted, so that nobody can try what a body may have said. */
function digestOf(bytes: Uint8Array, salt: Uint8Array): string {
  return `sha256:${createHash('sha256').update(salt).update(bytes).digest('hex')}`
}
