import { compareBytes } from '../base/byte-order.ts'
import { encodeNumber } from './encode-number.ts'
import { encodeText } from './encode-text.ts'
import { isSubtermAt } from './operators.ts'
import { operatorOfTerm } from './subterms.ts'
import { type Param, subtermAt, type Term } from './term.ts'

/** Names the set of operations and the form of the encoding. */
export const TERM_VERSION = 'sigma-pol/v2'

/**
 * The text whose UTF-8 bytes are the identity of a term that is in normal form.
 *
 * ```
 * sigma-pol/v2:(and (cmp "price_out" "le" 25) (meets_req))
 * ```
 *
 * An s-expression with single spaces: `(operation argument …)`. Texts are in double quotes, where
 * only backslash, quote, line feed, carriage return and tab are escaped. Numbers are written by
 * {@link encodeNumber}. Lists are `[a,b]`; records are `{"key":value}`, keys in byte order; an
 * empty record is `[]` as an empty list is.
 *
 * @param known the encodings of subterms, where normalizing left them.
 */
export function encode(term: Term, known?: Encodings): string {
  return `${TERM_VERSION}:${encodeSubterm(term, known)}`
}

/** The encodings of terms seen before, by identity. */
export type Encodings = Map<Term, string>

/** The s-expression alone. With `known`, each subterm is encoded once, however often it is asked. */
export function encodeSubterm(term: Term, known?: Encodings): string {
  const seen = known?.get(term)
  if (seen !== undefined) return seen
  const operator = operatorOfTerm(term)
  const [op, ...args] = term
  let text = `(${op}`
  for (const [i, argument] of args.entries()) {
    const isSubterm = isSubtermAt(operator, i + 1)
    text += isSubterm
      ? ` ${encodeSubterm(subtermAt(term, i + 1), known)}`
      : ` ${encodeParam(argument)}`
  }
  text += ')'
  known?.set(term, text)
  return text
}

/** A parameter as it stands in an encoding. */
export function encodeParam(param: Param): string {
  switch (typeof param) {
    case 'string':
      return encodeText(param)
    case 'number':
      return encodeNumber(param)
    case 'boolean':
      return param ? 'true' : 'false'
    default:
      return isList(param) ? `[${param.map(encodeParam).join(',')}]` : encodeRecord(param)
  }
}

function encodeRecord(record: Readonly<Record<string, Param>>): string {
  const keys = Object.keys(record)
  if (keys.length === 0) return '[]'
  const members = keys.sort(compareBytes).map((key) => {
    const value = record[key]
    return value === undefined ? '' : `${encodeText(key)}:${encodeParam(value)}`
  })
  return `{${members.join(',')}}`
}

/** `Array.isArray` alone does not narrow a readonly array. */
function isList(param: Param): param is readonly Param[] {
  return Array.isArray(param)
}
