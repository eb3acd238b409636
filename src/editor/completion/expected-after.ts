import type { IToken, TokenType } from 'chevrotain'
import { Grammar } from '../../syntax/grammar.ts'
import { imagined } from '../../syntax/repair.ts'
import { beginsClauseOrItem } from '../../syntax/repairs/beginnings.ts'
import { keyword as k } from '../../syntax/tokens.ts'
import { once } from '../once.ts'

/** A token that may follow, and the rules of the grammar that it would stand in, outermost first. */
export interface Expected {
  readonly type: TokenType
  readonly rules: readonly string[]
}

/**
 * What the grammar lets follow some tokens of an item. Where they hold a mistake, what follows the
 * clause or the condition that is being written: that may still be right.
 */
export function expectedAfter(tokens: readonly IToken[]): readonly Expected[] {
  for (const each of [tokens, ...tailsOf(tokens)]) {
    const found = follow(each)
    if (found.length > 0) return found
  }
  return []
}

/** The rest of a phrase that can only go on in one way: `model elsewhere` after `same`. */
export function restOfPhrase(before: readonly IToken[], { type, rules }: Expected): string {
  const key = `${rules.at(-1)} ${type.name}`
  const known = phrases.get(key)
  if (known !== undefined) return known
  const words: string[] = []
  const tokens = [...before, imagined(type)]
  for (;;) {
    const [only, other] = follow(tokens)
    if (only === undefined || other !== undefined || !KEYWORDS.has(only.type)) break
    words.push(only.type.LABEL ?? only.type.name)
    tokens.push(imagined(only.type))
  }
  const rest = words.map((word) => ` ${word}`).join('')
  phrases.set(key, rest)
  return rest
}

const phrases = new Map<string, string>()

const KEYWORDS: ReadonlySet<TokenType> = new Set(Object.values(k))

function follow(tokens: readonly IToken[]): readonly Expected[] {
  return grammar()
    .computeContentAssist('file', [...tokens])
    .map(({ nextTokenType, ruleStack }) => ({ type: nextTokenType, rules: ruleStack }))
}

/** The clause that is being written, then the condition, as if nothing stood before. */
function tailsOf(tokens: readonly IToken[]): readonly (readonly IToken[])[] {
  const clause = tokens.findLastIndex(({ tokenType }) => beginsClauseOrItem(tokenType))
  const part = tokens.findLastIndex(({ tokenType }) => tokenType === k.and || tokenType === k.or)
  return [
    ...(clause > 0 ? [tokens.slice(clause)] : []),
    ...(part > clause ? [[imagined(k.where), ...tokens.slice(part + 1)]] : []),
  ]
}

const grammar = once(() => new Grammar({ skipValidations: true }))
