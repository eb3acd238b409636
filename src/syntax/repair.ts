import type { IToken, TokenType } from 'chevrotain'
import type { Failure } from './failure.ts'
import type { Problem } from './problem.ts'

/**
 * A guess at what was meant: the run of tokens as it should have been, and what to say. A guess
 * is kept only when the parser, given these tokens, reads past the place where it stopped.
 */
export interface Repair {
  /** Replaces `remove` tokens from `from` on. */
  readonly from: number
  readonly remove: number
  readonly insert: readonly IToken[]
  /** Kept only if it makes the whole run readable: the guess is a bold one. */
  readonly bold?: true
  /** Kept even if the parser stops right behind it, at the next mistake: the guess is a sure one. */
  readonly sure?: true
  readonly problem: Problem
}

/** Looks at a failure and guesses, or does not. The likeliest guess comes first. */
export type RepairShop = (failure: Failure) => readonly Repair[]

/** The first guess with which the whole run can be read; else the first that gets further. */
export function firstThatHelps(failure: Failure, repairs: readonly Repair[]): Repair | undefined {
  let further: Repair | undefined
  let sure: Repair | undefined
  for (const repair of repairs) {
    const { from, remove, insert, bold } = repair
    const { tokens } = failure
    const place = failure.tryOut([
      ...tokens.slice(0, from),
      ...insert,
      ...tokens.slice(from + remove),
    ])
    if (place === undefined) return repair
    if (bold === true) continue
    const untouched = Math.max(from, failure.at - remove) + insert.length
    if (place > untouched) further ??= repair
    if (place === untouched && repair.sure === true) sure ??= repair
  }
  return further ?? sure
}

/** A token as if it had been written, to try it out. */
export function imagined(tokenType: TokenType, image = tokenType.LABEL ?? tokenType.name): IToken {
  return { image, startOffset: Number.NaN, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx ?? 0 }
}
