import type { Span } from '../../base/span.ts'
import type { Role } from './style.ts'

/** A place in a source, and what is said about it. */
export interface Mark {
  readonly span: Span
  /** May be empty. */
  readonly label: string
  readonly role: Role
  /** What underlines it: `^` for the place a report is about, `-` for others. */
  readonly sign: '^' | '-'
}
