import { compareBytes } from '../base/byte-order.ts'
import { encodeNumber } from './encode-number.ts'
import { argumentSort, isSubtermSort, operatorOf } from './operators.ts'
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
 */
export function encode(term: Term): string {
  return `${TERM_VERSION}:${encodeSubterm(term)}`
}

/** The encodings of terms seen before, by identity. */
export type Encodings = Map<Term, string>

/** The s-expression alone. With `known`, each subterm is encoded once, however often it is asked. */
export function encodeSubterm(term: Term, known?: Encodings): string {
  const seen = known?.get(term)
  if (seen !== undefined) return seen
  const operator = operatorOf(term[0])
  let text = `(${term[0]}`
  for (let i = 1; i < term.length; i++) {
    const sort = operator && argumentSort(operator, i)
    const argument = term[i]
    if (sort !== undefined && isSubtermSort(sort))
      text += ` ${encodeSubterm(subtermAt(term, i), known)}`
    else if (argument !== undefined) text += ` ${encodeParam(argument)}`
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

/** A text in quotes. */
export function encodeText(text: string): string {
  return `"${text.replace(/[\\"\n\r\t]/g, (character) => ESCAPES[character] ?? character)}"`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function encodeRecord(record: Readonly<Record<string, Param>>): string {
  const members = Object.entries(record).sort(([a], [b]) => compareBytes(a, b))
  if (members.length === 0) return '[]'
  return `{${members.map(([key, value]) => `${encodeText(key)}:${encodeParam(value)}`).join(',')}}`
}

/** `Array.isArray` alone does not narrow a readonly array. */
function isList(param: Param): param is readonly Param[] {
  return Array.isArray(param)
}
