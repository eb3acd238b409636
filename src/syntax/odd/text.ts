import type { IToken } from 'chevrotain'
import { likelyFix, onlyFix, type Problem, replaceWord } from '../problem.ts'
import { unquoteText } from '../quoted.ts'
import * as t from '../tokens.ts'
import { type OddText, QUOTES, readOddText } from './read-text.ts'
import { type OddToken, type Settled, type Settler, wholeOf } from './settled.ts'

/** A text in other quotes, one that is not closed, or one with odd escapes. */
export const oddText: OddToken = {
  shape: {
    starts: QUOTES,
    end: (text, start) =>
      QUOTES.includes(text.charAt(start)) ? readOddText(text, start).end : start,
  },
  settle(token, source) {
    const read = readOddText(token.image, 0)
    const right = JSON.stringify(wholeCharacters(read.text))
    const wording = wordingOf(token, read, right)
    const change = replaceWord(source, wholeOf(token), right)
    const title = `write \`${right}\``
    const fix = read.fault === 'open' ? likelyFix(title, change) : onlyFix(title, change)
    return { type: t.Text, image: right, problem: { ...wording, fix } }
  },
}

function wordingOf(token: IToken, { fault }: OddText, right: string): Omit<Problem, 'fix'> {
  const span = wholeOf(token)
  switch (fault) {
    case 'quotes':
      return {
        code: 'UH0008',
        span,
        message: `a text stands in double quotes, not in \`${token.image.charAt(0)}\``,
        label: `write \`${right}\``,
      }
    case 'escape':
      return {
        code: 'UH0010',
        span,
        message: 'a text has only the escapes of JSON, and no line break or tab as it is',
        label: `write \`${right}\``,
        help: 'the escapes are `\\"` `\\\\` `\\/` `\\b` `\\f` `\\n` `\\r` `\\t` and `\\u` with four digits',
      }
    case 'open':
      return {
        code: 'UH0009',
        span: { start: span.start, end: span.start + 1 },
        message: 'a text is never closed',
        label: 'opened here',
        related: [{ span: { start: span.end, end: span.end }, label: 'expected `"` by here' }],
        help: 'a text ends on its line; a line break within is written `\\n`',
      }
  }
}

/** A text of the language, in which only an escape can be wrong: one of half a character. */
export const halvedText: Settler = (token, source) => {
  if (!token.image.includes('\\u')) return undefined
  const text = unquoteText(token.image)
  if (!HALF.test(text)) return undefined
  return halfCharacter(token, source, JSON.stringify(wholeCharacters(text)))
}

/** The answer to a text or name that names half of a surrogate pair. */
export function halfCharacter(token: IToken, source: string, right: string): Settled {
  const span = wholeOf(token)
  return {
    type: token.tokenType,
    image: right,
    problem: {
      code: 'UH0010',
      span,
      message: 'an escape stands for half of a character',
      label: 'half of a surrogate pair',
      help: 'a character beyond U+FFFF is written as it is, or as both halves in a row',
      fix: likelyFix('write U+FFFD in its place', replaceWord(source, span, right)),
    },
  }
}

/** Half of a surrogate pair, alone. */
export const HALF = /\p{Surrogate}/u

/** The text with U+FFFD for every half of a character. */
export function wholeCharacters(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd')
}
