import type { IToken, TokenType } from 'chevrotain'
import type { Span } from '../../base/span.ts'
import type { Problem } from '../problem.ts'
import type { Shape } from '../shape.ts'

/** What an odd token turns out to be. */
export interface Settled {
  /** The type it should have had; undefined when it is nothing to the parser. */
  readonly type: TokenType | undefined
  /** How it should have been spelled. */
  readonly image: string
  readonly problem: Problem
}

/** Answers a token of one type; undefined when its spelling is right after all. */
export type Settler = (token: IToken, source: string) => Settled | undefined

/** What is not in the language but is written all the same. */
export interface OddToken {
  readonly shape: Shape
  readonly settle: Settler
}

export function wholeOf({ startOffset, image }: IToken): Span {
  return { start: startOffset, end: startOffset + image.length }
}
