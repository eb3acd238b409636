import type { IToken } from 'chevrotain'
import type { Failure } from '../failure.ts'
import { onlyFix } from '../problem.ts'
import { imagined, type Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'
import { isName } from './beginnings.ts'

/** `provider in []`: nothing is in it, so it says `nothing`. */
export function emptyLists({ tokens, at, before, found }: Failure): readonly Repair[] {
  if (before?.tokenType !== t.LeftSquare || found?.tokenType !== t.RightSquare) return []
  const word = tokens[at - 2]
  if (word?.tokenType === t.InOrder) return [emptyOrder(at, word.startOffset, spanOf(found).end)]
  if (word?.tokenType !== t.keyword.in) return []
  if (isTried(tokens.slice(0, at - 3))) return [emptyTrial(at, before, found)]
  const negated = tokens[at - 3]?.tokenType === t.keyword.not
  const from = at - (negated ? 4 : 3)
  const operand = tokens[from]
  const [type, right] = negated ? [t.keyword.anything, 'anything'] : [t.keyword.nothing, 'nothing']
  const list = { start: before.startOffset, end: spanOf(found).end }
  const alone = operand !== undefined && isName(operand.tokenType) && !isPart(tokens[from - 1])
  return [
    {
      from,
      remove: at - from + 1,
      insert: [imagined(type)],
      problem: {
        code: 'UH0018',
        span: list,
        message: 'the list is empty, so nothing is in it',
        label: 'expected a name, a text or a number',
        help: `if that is what is meant, say \`${right}\``,
        ...(alone && {
          fix: onlyFix(`write \`${right}\``, {
            span: { start: operand.startOffset, end: list.end },
            text: right,
          }),
        }),
      },
    },
  ]
}

/** After `for`, and after a list of values and a comma, a name stands for what a test tries. */
function isTried(before: readonly IToken[]): boolean {
  const last = before.at(-1)?.tokenType
  if (last === t.Comma) return before.at(-2)?.tokenType === t.RightSquare
  return last === t.keyword.for
}

function isPart(token: Failure['before']): boolean {
  return token !== undefined && [t.Plus, t.Minus, t.Star].includes(token.tokenType)
}

function emptyOrder(at: number, start: number, end: number): Repair {
  return {
    from: at - 2,
    remove: 3,
    insert: [],
    problem: {
      code: 'UH0018',
      span: { start, end },
      message: 'the list is empty, so no model could answer',
      label: 'expected a route such as `openai/"gpt-5-nano"`',
      help: 'if that is what is meant, say `where nothing`',
    },
  }
}

function emptyTrial(at: number, open: IToken, close: IToken): Repair {
  return {
    from: at,
    remove: 0,
    insert: [imagined(t.PlainName)],
    problem: {
      code: 'UH0018',
      span: { start: open.startOffset, end: spanOf(close).end },
      message: 'the list is empty, so the test would have no case',
      label: 'expected a value',
    },
  }
}
