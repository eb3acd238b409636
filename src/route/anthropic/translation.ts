import { err, ok, type Result } from '../../base/result.ts'

/** A body in the other format, or the member that it cannot say. */
export type Translation<T> = Result<Translated<T>, Untranslatable>

export interface Translated<T> {
  readonly body: T
  /** Members that were left out, since the answer means the same without: `seed`. At most 64. */
  readonly dropped: readonly string[]
}

/** Why a body cannot be said in the other format, so that another candidate is to be asked. */
export interface Untranslatable {
  /** Where it stands in the body: `messages[2].content[0].input_audio`. */
  readonly member: string
  /** A sentence in lower case without a period. It holds nothing of the body. */
  readonly reason: string
}

/** What a translation in the making found. It goes on after a refusal; the first one counts. */
export interface Notes {
  refuse(member: string, reason: string): void
  drop(member: string): void
}

/** Runs a translation, and answers its body only if it refused nothing. */
export function translate<T>(make: (notes: Notes) => T): Translation<T> {
  let refusal: Untranslatable | undefined
  const dropped = new Set<string>()
  const body = make({
    refuse(member, reason) {
      refusal ??= { member: member.slice(0, LONGEST_MEMBER), reason }
    },
    drop(member) {
      if (dropped.size < MOST_DROPPED) dropped.add(member.slice(0, LONGEST_MEMBER))
    },
  })
  return refusal === undefined ? ok({ body, dropped: [...dropped] }) : err(refusal)
}

/** Names of members come from outside; a receipt that lists them has to stay small. */
const MOST_DROPPED = 64

const LONGEST_MEMBER = 96
