import type { FieldInfo } from '../vocabulary.ts'

/** The names that a document declares, which its other parts may use. */
export interface Names {
  /** Undefined where the document has none, which is told once. */
  readonly providers: ReadonlySet<string> | undefined
  readonly sources: ReadonlySet<string>
  readonly tiers: readonly string[]
  /** Core fields, declared ones and ranks. */
  readonly fields: ReadonlyMap<string, FieldInfo>
}
