/** The public list of `unhardcoded/decide`: what a policy decides over a catalog, and why. */

export { builtInCatalog } from '../catalog/built-in.ts'
export { type Candidate, candidatesOf } from '../catalog/candidate.ts'
export type { Catalog } from '../catalog/catalog.ts'
export { catalogOf, loadCatalog } from '../catalog/load.ts'
export { vocabularyOfCatalog } from '../catalog/vocabulary-of-catalog.ts'
export { type Difference, replayVector, type VectorOutcome } from './conformance.ts'
export type {
  Context,
  CustomTransform,
  HealthState,
  Measurements,
  RequestParams,
  RequestView,
  Requirements,
} from './context.ts'
export { decodeContext, decodeRequest } from './decode-context.ts'
export type { Demand } from './demands.ts'
export type { Decision, Ranked, Rejected } from './evaluator.ts'
export {
  type DroppedOutcome,
  type Explanation,
  explain,
  type Outcome,
  type Question,
  type RankedOutcome,
  type RejectedOutcome,
  type Relaxation,
} from './explain.ts'
export { type Action, classify } from './fail-plan.ts'
export { type FlowPlan, type NodePlan, planFlow } from './flow/plan-flow.ts'
export { type ClauseMiss, type NearMiss, nearestMisses } from './nearest-misses.ts'
export { plan, planBest } from './plan.ts'
export type { AtomReading, JunctionReading, Reading } from './reading.ts'
export type { Change, Concession, Drop, Move } from './relax.ts'
export type { ScoreReading } from './score-reading.ts'
export type { SelectionStep } from './selection-reading.ts'
export { applyTransforms, customsOf, type Delivery, type UnknownCustom } from './transform.ts'
