import type { IToken } from 'chevrotain'
import type { Span } from '../../base/span.ts'
import { isName, isNumber, isWord } from '../../syntax/repairs/beginnings.ts'
import { splitItems } from '../../syntax/split-items.ts'
import { spanOf } from '../../syntax/tokenize.ts'
import * as t from '../../syntax/tokens.ts'
import type { Document } from '../document.ts'

/** Where something is about to be written. */
export interface Caret {
  /** The tokens of the item before what is being written. */
  readonly before: readonly IToken[]
  /** What is being written so far, which a completion replaces; empty between tokens. */
  readonly span: Span
  readonly token: IToken | undefined
}

/** The caret at an offset; undefined in a comment, where nothing is completed. */
export function caretAt({ lexed, source }: Document, offset: number): Caret | undefined {
  const isComment = lexed.comments.some(({ startOffset, image }) => {
    return startOffset < offset && offset <= startOffset + image.length
  })
  if (isComment || isBehindComment(source.text, offset)) return undefined
  const token = lexed.tokens.find((each) => {
    const { start, end } = spanOf(each)
    return start < offset && (offset < end || (offset === end && isOpenEnded(each, source.text)))
  })
  const start = token?.startOffset ?? offset
  const before = lexed.tokens.filter((each) => each !== token && spanOf(each).end <= start)
  const span = token === undefined ? { start: offset, end: offset } : spanOf(token)
  return { before: splitItems(before).runs.at(-1) ?? [], span, token }
}

/** The lexer gives a text with too many mistakes no comments. */
function isBehindComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  return line.trimStart().startsWith('#')
}

/** Words and numbers go on while they are typed; so does a text without its closing quote. */
function isOpenEnded(token: IToken, text: string): boolean {
  const { tokenType } = token
  if (tokenType === t.Text) return !isClosed(text, spanOf(token))
  return isName(tokenType) || isWord(tokenType) || isNumber(tokenType)
}

function isClosed(text: string, { start, end }: Span): boolean {
  return end - start > 1 && text.charAt(end - 1) === text.charAt(start)
}
