import type { Source } from '../../base/source.ts'
import type { File, FlowItem, LetItem, PolicyItem, UseItem } from '../../syntax/ast.ts'

/** A file that takes part, and what its names mean. */
export interface Module {
  readonly source: Source
  readonly file: File
  /**
   * What may be referred to by name: the file's own definitions and its imports. Undefined where
   * that is broken and was reported, so that its users need not be.
   */
  readonly names: ReadonlyMap<string, Definition | undefined>
}

/** A file that takes part, before its names are looked at. */
export interface LoadedFile {
  readonly source: Source
  readonly file: File
  /** The file behind each `use`; absent where it could not be had. */
  readonly uses: ReadonlyMap<UseItem, LoadedFile>
}

export type Definition = LetDefinition | PolicyDefinition | FlowDefinition

export interface LetDefinition {
  readonly kind: 'let'
  readonly name: string
  readonly item: LetItem
  /** The file it stands in, whose names its text means. */
  readonly home: Module
}

export interface PolicyDefinition {
  readonly kind: 'policy'
  readonly name: string
  readonly item: PolicyItem
  readonly home: Module
}

export interface FlowDefinition {
  readonly kind: 'flow'
  readonly name: string
  readonly item: FlowItem
  readonly home: Module
}

/** The name of a policy that has none: clauses that stand in the file by themselves. */
export const ANONYMOUS = 'default'

/** How messages call a definition. */
export const DEFINITION_KINDS = {
  let: 'a `let`',
  policy: 'a policy',
  flow: 'a flow',
} as const satisfies Record<Definition['kind'], string>
