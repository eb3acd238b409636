import type { AdmittedFlowRequest } from '../admission/admission.ts'
import type { Desk } from './completions.ts'
import type { Incoming } from './incoming.ts'

/** A request for a flow that may be run. */
export type FlowIncoming = Omit<Incoming, 'admitted' | 'purse'> & {
  readonly admitted: AdmittedFlowRequest
  /** When it came, by the clock that only ever grows. */
  readonly startMs: number
}

/** What holds for a flow from its beginning to its end. */
export type FlowDesk = Omit<Desk, 'rules'>
