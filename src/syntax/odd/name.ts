import type { IToken } from 'chevrotain'
import type { Span } from '../../base/span.ts'
import { likelyFix, onlyFix, replaceWord } from '../problem.ts'
import { quoteName, unquoteName } from '../quoted.ts'
import { BEYOND_ASCII, LETTERS, shape } from '../shape.ts'
import * as t from '../tokens.ts'
import { asciiWord, codePoint } from './look-alike.ts'
import { type OddToken, type Settled, type Settler, wholeOf } from './settled.ts'
import { HALF, halfCharacter, wholeCharacters } from './text.ts'

/** Backticks with nothing between them, not closed, or with odd escapes. */
export const oddQuotedName: OddToken = {
  shape: shape('`', /`[^`\r\n]*`?/y),
  settle(token, source) {
    const closed = token.image.length > 1 && token.image.endsWith('`')
    const inner = token.image.slice(1, closed ? -1 : undefined)
    if (inner.trim() === '') return emptyName(token)
    const name = closed ? inner : (/^[^\s,()[\]{}]+/.exec(inner)?.[0] ?? inner.trim())
    const right = quoteName(wholeCharacters(name))
    const whole = wholeOf(token)
    const end = closed ? whole.end : whole.start + 1 + name.length
    const fix = likelyFix(`write ${right}`, replaceWord(source, { start: whole.start, end }, right))
    return {
      type: t.QuotedName,
      image: right,
      problem: {
        code: 'UH0013',
        span: closed ? whole : { start: whole.start, end: whole.start + 1 },
        message: closed
          ? 'a name in backticks has only the escapes of a text'
          : 'a name in backticks is never closed',
        label: closed ? `write ${right}` : 'opened here',
        fix,
      },
    }
  },
}

function emptyName(token: IToken): Settled {
  return {
    type: t.QuotedName,
    image: '`?`',
    problem: {
      code: 'UH0013',
      span: wholeOf(token),
      message: 'a name in backticks is empty',
      label: 'no name',
      help: 'write the name between the backticks',
    },
  }
}

/** A name of the language, in which only an escape can be wrong: one of half a character. */
export const halvedName: Settler = (token, source) => {
  if (!token.image.includes('\\u')) return undefined
  const name = unquoteName(token.image)
  return HALF.test(name)
    ? halfCharacter(token, source, quoteName(wholeCharacters(name)))
    : undefined
}

/** A word with letters beyond ASCII: a look-alike of one of ours, or one that needs backticks. */
export const oddWord: OddToken = {
  shape: shape(LETTERS + BEYOND_ASCII, wordPattern()),
  settle(token, source) {
    const span = wholeOf(token)
    const ascii = asciiWord(token.image)
    return ascii === undefined
      ? foreignName(token, span)
      : lookAlike({ token, ascii, span, source })
  },
}

function wordPattern(): RegExp {
  const letter = `(?:\\w|${t.FOREIGN_LETTER})`
  return new RegExp(`(?:[A-Za-z_]|${t.FOREIGN_LETTER})(?:\\.?${letter})*`, 'y')
}

function foreignName({ image }: IToken, span: Span): Settled {
  const quoted = quoteName(wholeCharacters(image))
  return {
    type: t.QuotedName,
    image: quoted,
    problem: {
      code: 'UH0014',
      span,
      message: `\`${image}\` has letters beyond ASCII, so it stands in backticks`,
      label: firstForeign(image),
      fix: onlyFix(`write ${quoted}`, { span, text: quoted }),
    },
  }
}

interface LookAlikeWord {
  readonly token: IToken
  readonly ascii: string
  readonly span: Span
  readonly source: string
}

function lookAlike({ token, ascii, span, source }: LookAlikeWord): Settled {
  return {
    type: t.wordType(ascii),
    image: ascii,
    problem: {
      code: 'UH0004',
      span,
      message: `\`${token.image}\` only looks like \`${ascii}\``,
      label: firstForeign(token.image),
      fix: onlyFix(`write \`${ascii}\``, replaceWord(source, span, ascii)),
    },
  }
}

function firstForeign(word: string): string {
  const [first = ''] = Array.from(word).filter((each) => each > '\x7f')
  return `has ${codePoint(first)}`
}
