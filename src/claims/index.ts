/** The public list of `src/claims`: what files claim of their policies, proved and tested. */

export { CLAIM_CODES } from './codes.ts'
export {
  type AtomCoverage,
  coverageOf,
  isDecided,
  type PolicyCoverage,
  type Run,
} from './coverage.ts'
export { catalogGround, type Ground, isOfTrace, type Scene } from './ground.ts'
export { type GroundFault, groundFault, isTrace } from './ground-fault.ts'
export { joinOutcomes } from './join-outcomes.ts'
export { lcov } from './lcov.ts'
export { type ProofOutcome, prove } from './prove.ts'
export { failuresOf, runTests, type TestOutcome } from './run-tests.ts'
export { updated } from './update.ts'
