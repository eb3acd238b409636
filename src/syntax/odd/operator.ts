import type { TokenType } from 'chevrotain'
import { onlyFix, replaceWord } from '../problem.ts'
import * as t from '../tokens.ts'
import { type OddToken, oddType, wholeOf } from './settled.ts'

/** Operators as other languages spell them, each before any that it begins with. */
export const ODD_OPERATORS: readonly OddToken[] = [
  operator('DoubleAmpersand', /&&?/, t.keyword.and),
  operator('DoubleBar', /\|\|/, t.keyword.or),
  operator('BangDoubleEqual', /!==/, t.NotEqual),
  operator('Bang', /!(?!=)/, t.keyword.not),
  operator('DoubleEqual', /===?/, t.Equal),
  operator('EqualGreater', /=>/, t.GreaterEqual),
  operator('EqualLess', /=</, t.LessEqual),
  operator('LessGreater', /<>/, t.NotEqual),
  operator('ColonEqual', /:=/, t.Equal),
  operator('TripleDot', /\.\.\./, t.DotDot),
  operator('Unequal', /≠/, t.NotEqual),
  operator('AtMost', /[≤⩽]/, t.LessEqual),
  operator('AtLeast', /[≥⩾]/, t.GreaterEqual),
  operator('LogicalAnd', /∧/, t.keyword.and),
  operator('LogicalOr', /∨/, t.keyword.or),
  operator('LogicalNot', /¬/, t.keyword.not),
]

function operator(name: string, pattern: RegExp, means: TokenType): OddToken {
  const right = means.LABEL ?? means.name
  return {
    type: oddType(name, pattern, firstCharacters(pattern)),
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

/** The patterns above begin with a character, escaped or not, or with a class of some. */
function firstCharacters({ source }: RegExp): string {
  const [first = ''] = /^\[[^\]]+\]|^\\?./.exec(source) ?? []
  return first.replace(/[[\]\\]/g, '')
}
