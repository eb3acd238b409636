import type { Failure } from '../failure.ts'
import { onlyFix } from '../problem.ts'
import type { Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'

/** `uh 1` anywhere but at the beginning. */
export function misplacedEdition({ tokens, at, found }: Failure): readonly Repair[] {
  if (found?.tokenType !== t.keyword.uh) return []
  const number = tokens[at + 1]
  const span = { start: found.startOffset, end: spanOf(number ?? found).end }
  return [
    {
      from: at,
      remove: number === undefined ? 1 : 2,
      insert: [],
      problem: {
        code: 'UH0027',
        span,
        message: 'the edition stands at the beginning of a file',
        label: 'too late',
        fix: onlyFix('remove it here', { span, text: '' }),
      },
    },
  ]
}
