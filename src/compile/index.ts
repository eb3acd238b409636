/** The public list of `src/compile`: from `.uh` text to terms and back. */

export { type Analysis, analyse } from './analyse.ts'
export { COMPILE_CODES } from './codes.ts'
export { type CompileOptions, type CompileOutput, compile } from './compile.ts'
export type { CompiledFlow } from './compile-flow.ts'
export type { CompiledInstance } from './compile-instances.ts'
export type { CompiledPolicy } from './compile-policy.ts'
export { type CompiledProof, compileProofs } from './compile-proofs.ts'
export {
  type CompiledCase,
  type CompiledExpectation,
  type CompiledReason,
  type CompiledTest,
  compileTests,
} from './compile-tests.ts'
export { type DecompileOptions, decompile } from './decompile/decompile.ts'
export { instancesOf } from './instances/instances.ts'
export type { Place } from './place.ts'
export { type PolicySet, policySet } from './policy-set.ts'
export type { Load } from './resolve/load-files.ts'
export { sourceMap } from './source-map.ts'
export { TARGETS, type Target } from './target.ts'
