import { createHash } from 'node:crypto'
import { receiptId } from '../../trace/receipt-id.ts'
import { wantsStream } from '../dialect/incoming-call.ts'
import { matteringParams } from '../receipt/mattering-params.ts'
import type { RunFacts } from '../receipt/receipt-of.ts'
import type { Decided } from './decided.ts'
import type { Office } from './office.ts'
import { traceIdOf } from './traceparent.ts'

/** Everything that the receipt of a request says, but how it ended. */
export function factsOf(
  { incoming, setting, judgement, tokens }: Decided,
  office: Office,
): RunFacts {
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

/** Salted, so that nobody can try what a body may have said. */
export function digestOf(bytes: Uint8Array, salt: Uint8Array): string {
  return `sha256:${createHash('sha256').update(salt).update(bytes).digest('hex')}`
}
