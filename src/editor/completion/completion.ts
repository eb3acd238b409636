import type { Span } from '../../base/span.ts'

/** Something that can be written at a caret. */
export interface Completion {
  readonly kind: CompletionKind
  readonly label: string
  /** What it is, in a few words. */
  readonly detail: string
  /** Markdown; empty where the detail says it all. */
  readonly doc: string
  /** What is written over `span`. */
  readonly insert: string
  readonly span: Span
  /** Those of a lower rank are offered first. */
  readonly rank: number
}

export type CompletionKind =
  | 'keyword'
  | 'operator'
  | 'field'
  | 'subject'
  | 'let'
  | 'param'
  | 'policy'
  | 'step'
  | 'function'
  | 'name'
  | 'label'
  | 'route'
  | 'quantity'
  | 'type'

/** A completion before it is known what it is written over. */
export type Offer = Omit<Completion, 'span' | 'rank'>
