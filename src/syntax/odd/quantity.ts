import type { IToken } from 'chevrotain'
import { likelyFix, onlyFix, replaceWord } from '../problem.ts'
import { isQuantity, partsOf, rightQuantity } from '../quantity.ts'
import * as t from '../tokens.ts'
import { type Settled, type Settler, wholeOf } from './settled.ts'

/** Numbers as people spell them: `128K`, `5 USD`, `30 sec`, `$5/M`, `.5`; and those of no unit. */
export const oddQuantity: Settler = (token, source) => {
  if (token.tokenType === t.PlainNumber || isQuantity(token.image)) return undefined
  const right = rightQuantity(token.image)
  if (right === undefined) return unknownUnit(token, source)
  const span = wholeOf(token)
  return {
    type: t.Measure,
    image: right,
    problem: {
      code: 'UH0011',
      span,
      message: `\`${token.image}\` is written \`${right}\` here`,
      label: `write \`${right}\``,
      fix: onlyFix(`write \`${right}\``, replaceWord(source, span, right)),
    },
  }
}

function unknownUnit(token: IToken, source: string): Settled {
  const { digits, unit } = partsOf(token.image)
  const whole = wholeOf(token)
  const start = whole.start + token.image.lastIndexOf(unit)
  return {
    type: t.Measure,
    image: token.image,
    problem: {
      code: 'UH0012',
      span: { start, end: start + unit.length },
      message: `\`${unit}\` is no unit`,
      label: 'not a unit',
      help: 'units are `%`, `ms` `s` `m` `h`, `k` `M` `Ki` `Mi`, `tok/s`, and `$` alone or with `/Mtok` `/ktok` `/tok`',
      fix: likelyFix(`write \`${digits}\``, replaceWord(source, whole, digits)),
    },
  }
}
