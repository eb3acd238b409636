import type * as ast from '../ast.ts'
import { type Doc, fill, group, LINE, nest, SPACE } from './doc.ts'
import type { TokenReader } from './token-reader.ts'

/**
 * A raw term: compact, and where it does not fit, an argument a line under its operation.
 *
 *     term ["policy",
 *       ["meets_req"],
 *       ["scale", -1, ["field", "price_out"]],
 *       ["argmax"]]
 */
export function termDoc({ json }: ast.RawTerm, tokens: TokenReader): Doc {
  return [tokens.take(), SPACE, jsonDoc(json, tokens)]
}

function jsonDoc(json: ast.Json, tokens: TokenReader): Doc {
  switch (json.kind) {
    case 'array': {
      const layOut = json.items.every(isScalar) ? filled : stacked
      return layOut(json.items, (item) => jsonDoc(item, tokens), tokens)
    }
    case 'object':
      return filled(json.members, (member) => memberDoc(member, tokens), tokens)
    case 'number':
      return json.text.startsWith('-') ? [tokens.take(), tokens.take()] : tokens.take()
    default:
      return tokens.take()
  }
}

function filled<T>(parts: readonly T[], doc: (part: T) => Doc, tokens: TokenReader): Doc {
  const open = tokens.take()
  const items = parts.map((part, i) => [doc(part), i < parts.length - 1 ? tokens.take() : []])
  return group(open, nest(fill(items)), tokens.take())
}

/** The operation and the scalars right behind it stay on its line. */
function stacked(
  items: readonly ast.Json[],
  doc: (item: ast.Json) => Doc,
  tokens: TokenReader,
): Doc {
  const open = tokens.take()
  const nested = items.findIndex((item) => !isScalar(item))
  const parts = items.map((item, i) => [
    i === 0 ? [] : [tokens.take(), i < nested ? SPACE : LINE],
    doc(item),
  ])
  return group(open, nest(parts), tokens.take())
}

function memberDoc({ value }: ast.JsonMember, tokens: TokenReader): Doc {
  return [tokens.take(), tokens.take(), SPACE, jsonDoc(value, tokens)]
}

function isScalar({ kind }: ast.Json): boolean {
  return kind !== 'array' && kind !== 'object'
}
