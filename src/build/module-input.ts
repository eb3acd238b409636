import type { Param } from '../compile/check/param.ts'
import type { Flow } from '../ir/flow.ts'
import type { Term } from '../ir/term.ts'
import type { OpenPolicy } from './open/open-policy.ts'

/** What a module is written from. */
export interface ModuleInput {
  /** The files, as messages call them, in order. */
  readonly sources: readonly string[]
  readonly policies: readonly ModulePolicy[]
  readonly flows: readonly ModuleFlow[]
}

export interface ModulePolicy {
  /** What the function is called. */
  readonly called: string
  readonly name: string
  readonly source: string
  /** The `##` lines above it. */
  readonly doc: readonly string[]
  readonly params: readonly Param[]
  /** One for each combination of choices and flags, the last parameter changing fastest. */
  readonly forms: readonly ModuleForm[]
}

export type ModuleForm =
  | { readonly kind: 'closed'; readonly policy_ir: Term; readonly fingerprint: string }
  | { readonly kind: 'open'; readonly open: OpenPolicy }

export interface ModuleFlow {
  readonly called: string
  readonly name: string
  readonly source: string
  readonly doc: readonly string[]
  readonly flow_ir: Flow
  readonly fingerprint: string
}
