import type { Source } from '../base/source.ts'
import type { Span } from '../base/span.ts'

/** Why a command cannot go on: the command line, a file, or the world around is not as needed. */
export interface Problem {
  readonly kind: 'problem'
  /** One sentence, lower case, no period, what the user wrote in backticks. */
  readonly message: string
  /** The place in a file that is at fault. */
  readonly at?: { readonly source: Source; readonly span: Span; readonly label: string }
  /** What else there is to know, each as the message is written. */
  readonly notes?: readonly string[]
  readonly help?: string
}

export function problem(message: string, help?: string): Problem {
  return help === undefined ? { kind: 'problem', message } : { kind: 'problem', message, help }
}
