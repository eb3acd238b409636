import type { IToken, TokenType } from 'chevrotain'
import { canRead } from '../syntax/parse.ts'
import { beginsClauseOrItem } from '../syntax/repairs/beginnings.ts'
import { splitItems } from '../syntax/split-items.ts'
import { spanOf, type Tokens } from '../syntax/tokenize.ts'
import * as t from '../syntax/tokens.ts'

/**
 * A text of the same length in which what cannot be read is blank, so that all else stands where
 * it stood: while one clause is being typed, the others of its policy, and the policy's name and
 * parameters, keep their meaning.
 *
 * ```
 * policy a(n: count) = cheapest where quality >=  take n
 * policy a(n: count) = cheapest                   take n
 * ```
 */
export function mendedText(text: string, { tokens }: Tokens): string {
  const lost = splitItems(tokens).runs.flatMap((run) => (canRead(run) ? [] : lostOf(run)))
  return withoutTokens(text, lost)
}

/** The text with spaces in the place of some of its tokens. */
export function withoutTokens(text: string, tokens: readonly IToken[]): string {
  let result = ''
  let end = 0
  for (const token of tokens) {
    const span = spanOf(token)
    result += text.slice(end, span.start) + ' '.repeat(span.end - span.start)
    end = span.end
  }
  return result + text.slice(end)
}

/** The tokens of an item that have to go for the rest of it to be read. */
function lostOf(run: readonly IToken[]): readonly IToken[] {
  const first = run[0]?.tokenType
  const [head = [], ...clauses] = piecesOf(run)
  if (first === t.keyword.policy) return canRead(head) ? clauses.flatMap(unlessRead) : run
  const isNameless = first !== undefined && beginsClauseOrItem(first) && !ITEMS.has(first)
  return isNameless ? [head, ...clauses].flatMap(unlessRead) : run
}

/** The words that begin an item which has no clauses. */
const ITEMS: ReadonlySet<TokenType> = new Set([
  ...[t.keyword.use, t.keyword.let, t.keyword.flow, t.keyword.prove, t.keyword.test],
])

function unlessRead(piece: readonly IToken[]): readonly IToken[] {
  return canRead(piece) ? [] : piece
}

/** Cuts a policy before each word that begins a clause; brackets hold none. */
function piecesOf(run: readonly IToken[]): readonly (readonly IToken[])[] {
  const pieces: IToken[][] = [[]]
  let depth = 0
  for (const [i, token] of run.entries()) {
    const { tokenType } = token
    // A word right after the `=` of `set`, or after `has`, is cut off too: that piece is lost.
    if (i > 0 && depth === 0 && beginsClauseOrItem(tokenType)) pieces.push([])
    pieces.at(-1)?.push(token)
    if (OPENERS.has(tokenType)) depth += 1
    if (CLOSERS.has(tokenType)) depth = Math.max(0, depth - 1)
  }
  return pieces
}

const OPENERS: ReadonlySet<TokenType> = new Set([t.LeftParen, t.LeftSquare, t.LeftCurly])
const CLOSERS: ReadonlySet<TokenType> = new Set([t.RightParen, t.RightSquare, t.RightCurly])
