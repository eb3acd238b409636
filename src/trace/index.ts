/** The public list of `unhardcoded/trace`: receipts, how they are read, and how they are replayed. */

export { hashOfLine, type Signature, signatureReader, signerOf } from './chain.ts'
export type { Stretch } from './chains.ts'
export { costRecord, UNKNOWN_COST } from './cost-record.ts'
export { decodeRecord, type RecordFault, type UnknownRecord } from './decode-record.ts'
export type { Difference } from './difference.ts'
export { ENGINE } from './engine.ts'
export type { AnyReceipt, FlowReceipt, FlowRecord, NodeReceipt } from './flow-record.ts'
export { valueInLine } from './import/log-entry.ts'
export {
  type Import,
  type Imported,
  type ImportOptions,
  openImport,
} from './import/open-import.ts'
export type { PolicyOrigin } from './import/policy-finder.ts'
export { type Case, type Judgement, judge } from './judgement.ts'
export type { Library, Shelf } from './library.ts'
export { isRequest, nodeReceipts, receiptsIn } from './node-receipts.ts'
export { partsOf } from './parts-of.ts'
export {
  type DivergedFlow,
  type PlayedFlow,
  playedNodes,
  type ReproducedFlow,
} from './play-flow.ts'
export { type DefinedPolicy, policyDefinition } from './policy-definition.ts'
export { readTrace, type TraceLine } from './read-trace.ts'
export { receiptId } from './receipt-id.ts'
export type { Recognise, Wanted } from './recognise.ts'
export type {
  CatalogRecord,
  CostRecord,
  DecisionDefinition,
  DecisionRecord,
  EndRecord,
  GapRecord,
  HeaderRecord,
  HopRecord,
  ImportRecord,
  Lack,
  Outcome,
  PolicyRecord,
  RankedRecord,
  Receipt,
  ReceiptRecord,
  RecordedNumber,
  RecordedSource,
  RecordedValue,
  RejectedRecord,
  RequestRecord,
  TraceRecord,
  UsageRecord,
} from './record.ts'
export { TRACE_FORMAT } from './record.ts'
export {
  type Cause,
  type Diverged,
  type Divergence,
  openReplay,
  type Played,
  type Replay,
  type Reproduced,
  type Unsettled,
} from './replay.ts'
export { replay } from './replay-lines.ts'
export type { Scene } from './scene.ts'
export { openSituations, type Situation, type Situations } from './situation.ts'
export type { TraceFault, TraceFaultKind } from './trace-fault.ts'
export {
  openVerifier,
  type Verification,
  type Verifier,
  type VerifyOptions,
  verify,
} from './verify.ts'
export { type JoinedFile, type JointFault, verifyJoints } from './verify-joints.ts'
export {
  type CatalogDefinition,
  type Definitions,
  type Gap,
  openWriter,
  type PolicyDefinition,
  type Tail,
  type TraceWriter,
  type Writing,
} from './write-trace.ts'
