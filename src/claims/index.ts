/** The public list of `src/claims`: what files claim of their policies, proved and tested. */

export { CLAIM_CODES } from './codes.ts'
export {
  type AtomCoverage,
  coverageOf,
  isDecided,
  type PolicyCoverage,
  type Run,
} from './coverage.ts'
export type { Ground } from './ground.ts'
export { groundFault, isTrace } from './ground-fault.ts'
export { lcov } from './lcov.ts'
export { type ProofOutcome, prove } from './prove.ts'
export {
  type CaseOutcome,
  type Check,
  failuresOf,
  runTests,
  type TestOutcome,
} from './run-tests.ts'
export { type Change, type Update, updated } from './update.ts'
