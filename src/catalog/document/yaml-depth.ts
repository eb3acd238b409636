import { Lexer } from 'yaml'
import type { Span } from '../../base/span.ts'

/**
 * Where a YAML text nests records and lists deeper than `most`, or undefined.
 *
 * The composer of the library is recursive, and on a text of nothing but brackets it spends
 * minutes and gigabytes. Its lexer is a loop, and the tokens tell the depth: brackets that are
 * open, and the columns at which block entries begin, each further right than the one it is in.
 */
export function tooDeepAt(text: string, most: number): Span | undefined {
  const columns: number[] = []
  let flow = 0
  let offset = 0
  let lineStart = 0
  let begins = true
  for (const lexeme of new Lexer().lex(text)) {
    if (MARKERS.has(lexeme)) continue
    const column = offset - lineStart
    if (lexeme === '{' || lexeme === '[') flow++
    else if (lexeme === '}' || lexeme === ']') flow = Math.max(0, flow - 1)
    if (flow === 0 && begins && !SPACE.test(lexeme)) {
      while ((columns.at(-1) ?? -1) >= column) columns.pop()
      columns.push(column)
    }
    if (flow + columns.length > most) return { start: offset, end: offset + lexeme.length }
    offset += lexeme.length
    const newline = lexeme.lastIndexOf('\n')
    if (newline >= 0) lineStart = offset - lexeme.length + newline + 1
    if (!SPACE.test(lexeme) || newline >= 0) begins = newline >= 0 || OPENERS.has(lexeme)
  }
  return undefined
}

/** Tokens that stand for no text: a document, a scalar, the end of a broken flow. */
const MARKERS: ReadonlySet<string> = new Set(['\u0002', '\u001f', '\u0018'])

/** After these an entry begins in the same line. */
const OPENERS: ReadonlySet<string> = new Set(['-', '?'])

const SPACE = /^[ \t\r\n]*$/
