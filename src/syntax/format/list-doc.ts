import { LeftParen } from '../tokens.ts'
import { type Doc, fill, group, LINE, nest, SOFT_LINE } from './doc.ts'
import { separated } from './separated.ts'
import type { TokenReader } from './token-reader.ts'

type PartDoc<T> = (part: T) => Doc

/** In brackets, a part a line if they do not fit on one. */
export function commaList<T>(parts: readonly T[], doc: PartDoc<T>, tokens: TokenReader): Doc {
  const open = tokens.take()
  const inner = separated(parts, doc, () => [tokens.take(), LINE])
  return group(open, nest(SOFT_LINE, inner), SOFT_LINE, tokens.take())
}

/** {@link commaList}, of which the brackets may be absent, and go when nothing is in them. */
export function optionalList<T>(parts: readonly T[], doc: PartDoc<T>, tokens: TokenReader): Doc {
  if (parts.length > 0) return commaList(parts, doc, tokens)
  if (tokens.nextIs(LeftParen)) {
    tokens.drop()
    tokens.drop()
  }
  return []
}

/** In brackets, as many parts a line as fit. */
export function wordList<T>(parts: readonly T[], doc: PartDoc<T>, tokens: TokenReader): Doc {
  const open = tokens.take()
  const items = parts.map((part, i) => [doc(part), i < parts.length - 1 ? tokens.take() : []])
  return group(open, nest(SOFT_LINE, fill(items)), SOFT_LINE, tokens.take())
}

/** In braces with space around, a part a line if they do not fit on one. */
export function block<T>(parts: readonly T[], doc: PartDoc<T>, tokens: TokenReader): Doc {
  const open = tokens.take()
  if (parts.length === 0) return [open, tokens.take()]
  const inner = separated(parts, doc, () => [tokens.take(), LINE])
  return group(open, nest(LINE, inner), LINE, tokens.take())
}
