/** The public list of `src/compile`: from `.uh` text to terms and back. */

export { type AnalyseOptions, type Analysis, analyse } from './analyse.ts'
export { bindArguments } from './bind-arguments.ts'
export { COMPILE_CODES, type CompileCode } from './codes.ts'
export { type CompileOptions, type CompileOutput, compile } from './compile.ts'
export {
  type CompiledClaims,
  type CompiledExpectation,
  type CompiledProof,
  type CompiledReason,
  type CompiledTest,
  compileClaims,
} from './compile-claims.ts'
export type { CompiledFlow } from './compile-flow.ts'
export { type CompiledPolicy, compilePolicy, type Engine } from './compile-policy.ts'
export { type DecompileOptions, decompile } from './decompile/decompile.ts'
export type { Place } from './place.ts'
export type { Load } from './resolve/load-files.ts'
export { sourceMap } from './source-map.ts'
export { TARGETS, type Target } from './target.ts'
