import type { IToken, TokenType } from 'chevrotain'
import type { Problem } from './problem.ts'
import { isWord } from './repairs/beginnings.ts'
import { spanOf } from './tokenize.ts'
import * as t from './tokens.ts'

export interface Split {
  readonly runs: readonly IToken[][]
  readonly tooDeep: Problem | undefined
}

/** How deep brackets and signs in front of an operand may nest: more would not fit the stack. */
export const DEEPEST = 100

/**
 * Cuts the tokens of a file into runs, of which each begins with the word that begins an item, or
 * with the first clause after an item that has no clauses.
 *
 * Each run is parsed by itself. So a mistake costs the item it is in and no other, and a file of
 * any size needs the memory of its largest item. A cut too few does no harm.
 *
 * A word that begins an item may be a plain word too: where a word is expected (`on test next`,
 * `has use`), and in brackets. A bracket that is never closed would swallow the rest of the file;
 * so what no bracket can hold (`policy a`, `test "…"`) begins an item even there.
 */
export function splitItems(tokens: readonly IToken[]): Split {
  const runs: IToken[][] = []
  const opened: number[] = []
  let start = 0
  let hasClauses = true
  let expectsWord = false
  let depth = 0
  let signs = 0
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token === undefined) break
    const type = token.tokenType
    if (!TELLING.has(type)) {
      expectsWord = false
      depth -= signs
      signs = 0
      continue
    }
    if (expectsWord && type !== k.not) {
      expectsWord = false
      if (isWord(type)) continue
    }
    const isItem = ITEM_WORDS.has(type) && (opened.length === 0 || isOutOfPlace(tokens, i))
    const isClause: boolean = !hasClauses && opened.length === 0 && CLAUSE_WORDS.has(type)
    if ((isItem || isClause) && i > start) {
      runs.push(tokens.slice(start, i))
      start = i
      opened.length = 0
      depth = 0
      signs = 0
    }
    if (isItem || isClause) hasClauses = isClause || type === t.keyword.policy
    // Of `is not where` both words before the last have it expected.
    expectsWord = WORD_FOLLOWS.has(type) || (expectsWord && type === k.not)
    if (SIGNS.has(type)) {
      signs++
      depth++
    } else if (OPENERS.has(type)) {
      opened.push(depth - signs)
      signs = 0
      depth++
    } else {
      depth = CLOSERS.has(type) ? (opened.pop() ?? 0) : depth - signs
      signs = 0
    }
    if (depth > DEEPEST) return { runs: [], tooDeep: tooDeep(token) }
  }
  if (start < tokens.length) runs.push(tokens.slice(start))
  return { runs, tooDeep: undefined }
}

const k = t.keyword

const ITEM_WORDS: ReadonlySet<TokenType> = new Set([
  ...[k.use, k.let, k.policy, k.flow, k.prove, k.test],
])

/** The words that begin a clause, but `term` and `on`, which stand in other items too. */
// biome-ignore format: table
const CLAUSE_WORDS: ReadonlySet<TokenType> = new Set([
  k.any, k.apply, k.best, k.cheapest, k.fallback, k.fastest, k.filter, k.jitter, k.limit, k.prefer,
  k.rank, k.sample, k.seed, k.select, k.set, k.take, k.timeout, k.unguarded, k.when, k.where,
  t.InOrder, t.InCatalogOrder,
])

/** Behind these stands a word or, where the grammar wants a name, a word by mistake. */
// biome-ignore format: table
const WORD_FOLLOWS: ReadonlySet<TokenType> = new Set([
  k.has, k.is, k.jitter, k.limit, k.on, k.seed, k.set, k.flow, k.let, k.policy, k.prove,
])

const SIGNS: ReadonlySet<TokenType> = new Set([k.not, t.Minus])
const OPENERS: ReadonlySet<TokenType> = new Set([t.LeftParen, t.LeftSquare, t.LeftCurly])
const CLOSERS: ReadonlySet<TokenType> = new Set([t.RightParen, t.RightSquare, t.RightCurly])

/** Every type that is looked at; most tokens are of none of them. */
const TELLING: ReadonlySet<TokenType> = new Set([
  ...[ITEM_WORDS, CLAUSE_WORDS, WORD_FOLLOWS, SIGNS, OPENERS, CLOSERS].flatMap((set) => [...set]),
])

/** True for the beginning of an item that no bracket can hold. */
function isOutOfPlace(tokens: readonly IToken[], i: number): boolean {
  const next = tokens[i + 1]?.tokenType
  if (next === undefined) return false
  const word = tokens[i]?.tokenType
  if (word === k.use || word === k.test) return next === t.Text
  return next === t.PlainName || next === t.QuotedName
}

function tooDeep(token: IToken): Problem {
  return {
    code: 'UH0001',
    span: spanOf(token),
    message: `the file nests deeper than the ${DEEPEST} levels that are read`,
    label: `level ${DEEPEST + 1}`,
    help: 'give the inner parts names with `let`',
  }
}
