import type { IToken } from 'chevrotain'
import { endOfRead, type Failure } from '../failure.ts'
import { likelyFix, onlyFix, type Problem } from '../problem.ts'
import { imagined, type Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'
import { isNumber } from './beginnings.ts'
import { openBrackets } from './brackets.ts'

/** A comma too many (`[a, b,]`, `cheapest, take 3`, `128,000`) or one too few (`[a b]`). */
export function commaRepairs(failure: Failure): readonly Repair[] {
  return [...thousands(failure), ...needless(failure), ...missing(failure)]
}

function needless({ before, found, at }: Failure): readonly Repair[] {
  const repairs: Repair[] = []
  if (found?.tokenType === t.Comma) {
    repairs.push({ from: at, remove: 1, insert: [], problem: leftOver(found) })
  }
  if (before?.tokenType === t.Comma) {
    repairs.push({ from: at - 1, remove: 1, insert: [], problem: leftOver(before) })
  }
  return repairs
}

function leftOver(comma: IToken): Problem {
  return {
    code: 'UH0024',
    span: spanOf(comma),
    message: 'a comma is left over',
    label: 'no comma here',
    fix: onlyFix('remove `,`', { span: spanOf(comma), text: '' }),
  }
}

function missing(failure: Failure): readonly Repair[] {
  const { found, before } = failure
  const inList = openBrackets(failure).length > 0 || failure.wanted === t.Comma
  if (!inList || found === undefined || before === undefined) return []
  const place = endOfRead(failure)
  return [
    {
      from: failure.at,
      remove: 0,
      insert: [imagined(t.Comma)],
      problem: {
        code: 'UH0024',
        span: spanOf(found),
        message: `a comma is missing between \`${before.image}\` and \`${found.image}\``,
        label: 'expected `,` before this',
        fix: onlyFix('add `,`', { span: place, text: ',' }),
      },
    },
  ]
}

/** `128,000` for `128000`. */
function thousands({ tokens, at, found, before, text }: Failure): readonly Repair[] {
  const next = tokens[at + 1]
  if (found?.tokenType !== t.Comma || before === undefined) return []
  if (next === undefined || !isNumber(before.tokenType) || !isNumber(next.tokenType)) return []
  const span = { start: before.startOffset, end: spanOf(next).end }
  const written = text.slice(span.start, span.end)
  if (!/^\$?\d{1,3},\d{3}(?:\D|$)/.test(written)) return []
  const right = written.replace(',', '')
  return [
    {
      from: at - 1,
      remove: 3,
      insert: [imagined(t.Measure, right)],
      problem: {
        code: 'UH0011',
        span,
        message: `\`${written}\` is written \`${right}\` here`,
        label: `write \`${right}\``,
        fix: likelyFix(`write \`${right}\``, { span, text: right }),
      },
    },
  ]
}
