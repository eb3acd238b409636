import { unreachable } from '../../base/unreachable.ts'

/** The first place where a text stops being JSON. */
export interface JsonFault {
  /** UTF-16 code units from 0; the length of the text where it ends too early. */
  readonly offset: number
  readonly expected: string
}

/**
 * Where and why a text is no JSON, or undefined when it is. `JSON.parse` tells the place only in
 * words that differ from one engine to the next.
 */
export function jsonFault(text: string): JsonFault | undefined {
  /** The closing brackets still to come. */
  const open: string[] = []
  let expects: Expectation = 'value'
  let at = 0
  for (;;) {
    at = endOf(BLANKS, text, at)
    if (expects === 'end' && at === text.length) return undefined
    const token = tokenAt(text, at)
    const closes = open.at(-1)
    if (token === closes && CLOSABLE.has(expects)) {
      open.pop()
      expects = open.length === 0 ? 'end' : 'comma'
    } else if (expects === 'comma' && token === ',') {
      expects = closes === '}' ? 'key' : 'value'
    } else if (expects === 'colon' && token === ':') {
      expects = 'value'
    } else if ((expects === 'key' || expects === 'first key') && token.startsWith('"')) {
      expects = 'colon'
    } else if (expects === 'value' || expects === 'first value') {
      if (token === '[' || token === '{') {
        open.push(token === '[' ? ']' : '}')
        expects = token === '[' ? 'first value' : 'first key'
      } else if (SCALAR.test(token)) expects = open.length === 0 ? 'end' : 'comma'
      else return { offset: at, expected: expected(expects, closes) }
    } else return { offset: at, expected: expected(expects, closes) }
    at += token.length
  }
}

type Expectation = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'end'

/** Where a closing bracket may stand: not after a comma, not after a colon. */
const CLOSABLE: ReadonlySet<Expectation> = new Set(['first value', 'first key', 'comma'])

function expected(expects: Expectation, closes: string | undefined): string {
  switch (expects) {
    case 'value':
      return 'a value'
    case 'first value':
      return 'a value or `]`'
    case 'key':
      return 'a key in double quotes'
    case 'first key':
      return 'a key in double quotes or `}`'
    case 'colon':
      return '`:`'
    case 'comma':
      return `\`,\` or \`${closes}\``
    case 'end':
      return 'nothing more'
    default:
      return unreachable(expects)
  }
}

/** The token at the offset; empty where none begins. */
function tokenAt(text: string, at: number): string {
  return text.slice(at, endOf(TOKEN, text, at))
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

const BLANKS = /[ \t\n\r]*/y

const STRING = String.raw`"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])`
const TOKEN = new RegExp(`[[\\]{},:]|${STRING}|${NUMBER}|(?:true|false|null)\\b`, 'y')
const SCALAR = /^[-\d"tfn]/
