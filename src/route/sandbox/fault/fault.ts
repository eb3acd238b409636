import type { FaultKind } from './fault-kinds.ts'

/** A fault of the script: whom it meets, what happens, and how often. */
export interface Fault {
  /** As it was written: `groq/*=cut@40:x2`. */
  readonly text: string
  /** `provider` or `provider/family`, with `*` for any characters. */
  readonly pattern: string
  readonly kind: FaultKind
  /** The number behind the `@`: milliseconds, chunks, megabytes or seconds; 0 where none is taken. */
  readonly amount: number
  /** The word behind the `@`; empty where none is taken. */
  readonly word: string
  readonly share: Share
}

/** Which of the calls that a fault could meet it does meet. */
export type Share =
  | { readonly kind: 'all' }
  /** Each with that chance, 0 to 1. */
  | { readonly kind: 'chance'; readonly chance: number }
  | { readonly kind: 'first'; readonly count: number }
  /** The last of every so many. */
  | { readonly kind: 'every'; readonly count: number }
