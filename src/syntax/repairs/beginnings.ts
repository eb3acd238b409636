import type { TokenType } from 'chevrotain'
import * as t from '../tokens.ts'

const k = t.keyword

/** True for the words that begin a clause or an item; `term` begins a value too. */
export function beginsClauseOrItem(type: TokenType): boolean {
  return BEGINNINGS.has(type)
}

// biome-ignore format: table
const BEGINNINGS: ReadonlySet<TokenType> = new Set([
  k.flow, k.let, k.policy, k.prove, k.test, k.use,
  k.any, k.apply, k.best, k.cheapest, k.fallback, k.fastest, k.filter, k.jitter, k.limit, k.on,
  k.prefer, k.rank, k.sample, k.seed, k.select, k.set, k.take, k.timeout, k.unguarded, k.when,
  k.where, t.InOrder, t.InCatalogOrder, k.return,
])

/** True for a token with which a value or a condition may begin. */
export function beginsOperand(type: TokenType): boolean {
  return OPERAND_BEGINNINGS.has(type) || isName(type)
}

// biome-ignore format: table
const OPERAND_BEGINNINGS: ReadonlySet<TokenType> = new Set([
  t.PlainNumber, t.Measure, t.Text, t.LeftParen, t.InScope, k.anything, k.enabled, k.false, k.fits, k.has,
  k.healthy, k.known, k.match, k.not, k.nothing, k.term, k.top, k.true,
])

/** True for a token with which a value or a condition may end. */
export function endsOperand(type: TokenType): boolean {
  return OPERAND_ENDS.has(type) || isName(type)
}

// biome-ignore format: table
const OPERAND_ENDS: ReadonlySet<TokenType> = new Set([
  t.PlainNumber, t.Measure, t.Text, t.RightParen, t.RightSquare, t.RightCurly, t.InScope, k.anything, k.enabled,
  k.false, k.fits, k.healthy, k.nothing, k.true,
])

export function isName(type: TokenType): boolean {
  return type.CATEGORIES?.includes(t.Name) ?? false
}

export function isWord(type: TokenType): boolean {
  return type.CATEGORIES?.includes(t.Word) ?? false
}

export function isNumber(type: TokenType): boolean {
  return type === t.PlainNumber || type === t.Measure
}
