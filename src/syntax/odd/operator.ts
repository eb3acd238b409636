import type { TokenType } from 'chevrotain'
import { onlyFix, replaceWord } from '../problem.ts'
import { exactly } from '../shape.ts'
import * as t from '../tokens.ts'
import { type OddToken, wholeOf } from './settled.ts'

/** Operators as other languages spell them, each before any that it begins with. */
// biome-ignore format: table
export const ODD_OPERATORS: readonly OddToken[] = [
  operator('&&', t.keyword.and), operator('&', t.keyword.and), operator('∧', t.keyword.and),
  operator('||', t.keyword.or), operator('∨', t.keyword.or),
  operator('¬', t.keyword.not),
  operator('===', t.Equal), operator('==', t.Equal), operator(':=', t.Equal),
  operator('!==', t.NotEqual), operator('<>', t.NotEqual), operator('≠', t.NotEqual),
  operator('=<', t.LessEqual), operator('≤', t.LessEqual), operator('⩽', t.LessEqual),
  operator('=>', t.GreaterEqual), operator('≥', t.GreaterEqual), operator('⩾', t.GreaterEqual),
  operator('...', t.DotDot),
]

/** `!`, where it does not begin `!=`. */
export const bang: OddToken = operator('!', t.keyword.not)

function operator(spelling: string, means: TokenType): OddToken {
  const right = means.LABEL ?? means.name
  return {
    shape: exactly(spelling),
    settle(token, source) {
      const span = wholeOf(token)
      return {
        type: means,
        image: right,
        problem: {
          code: 'UH0005',
          span,
          message: `\`${token.image}\` is written \`${right}\` here`,
          label: `write \`${right}\``,
          fix: onlyFix(`write \`${right}\``, replaceWord(source, span, right)),
        },
      }
    },
  }
}
