import type { Span } from '../base/span.ts'

/** A range of one of the files that take part in a compilation. */
export interface Place {
  /** The name of the source. */
  readonly source: string
  readonly span: Span
}
