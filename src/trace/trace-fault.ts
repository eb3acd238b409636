/** Something in a trace that is not as its writer left it. */
export interface TraceFault {
  readonly kind: TraceFaultKind
  /** Of the file, from 1; the first one where several are meant. */
  readonly line: number
  /** One sentence, lower case, no period. */
  readonly message: string
}

export type TraceFaultKind =
  /** A line, or its neighbour, is not the one that was written. */
  | 'changed'
  | 'dropped'
  | 'duplicated'
  | 'reordered'
  /** The file ends in the middle of a line. */
  | 'truncated'
  /** A writer has no `end` record: nothing says that its last line is the last. */
  | 'not closed'
  | 'unreadable'
  | 'newer format'
  /** A receipt names a policy or a catalog that is not there, or is not what its name says. */
  | 'wrong name'
  | 'unsigned'
  | 'no trace'

export type TellFault = (kind: TraceFaultKind, line: number, message: string) => void
