import { onlyFix, replaceWord } from '../problem.ts'
import { shape } from '../shape.ts'
import * as t from '../tokens.ts'
import { type OddToken, wholeOf } from './settled.ts'

/** `fall back` */
export const fallBack: OddToken = {
  shape: shape('f', /fall[ \t-]+back(?![\w.])/y),
  settle(token, source) {
    const span = wholeOf(token)
    return {
      type: t.keyword.fallback,
      image: 'fallback',
      problem: {
        code: 'UH0015',
        span,
        message: `\`${token.image}\` is one word, \`fallback\``,
        label: 'write `fallback`',
        fix: onlyFix('write `fallback`', replaceWord(source, span, 'fallback')),
      },
    }
  },
}
