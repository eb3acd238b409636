import { endOfRead, type Failure } from '../failure.ts'
import { afterSpaces, beforeSpaces, onlyFix } from '../problem.ts'
import { imagined, type Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'
import { expected } from './expected.ts'

/** `policy a cheapest`: the body begins without its `=`. */
export function policiesWithoutEqual(failure: Failure): readonly Repair[] {
  const { rule, at, found } = failure
  if (rule !== 'policyItem' || found === undefined) return []
  const edit = { span: endOfRead(failure), text: ' =' }
  const problem = { ...expected(failure), fix: onlyFix('add `=`', edit) }
  return [{ from: at, remove: 0, insert: [imagined(t.Equal)], problem }]
}

/** `policy a { cheapest }`, `policy a = { cheapest }`: the body stands in braces. */
export function policiesInBraces(failure: Failure): readonly Repair[] {
  const { tokens, at, found, before, text } = failure
  const last = tokens.at(-1)
  if (tokens[0]?.tokenType !== t.keyword.policy || found?.tokenType !== t.LeftCurly) return []
  if (last?.tokenType !== t.RightCurly) return []
  const hasEqual = before?.tokenType === t.Equal
  const open = spanOf(found)
  const close = spanOf(last)
  return [
    {
      from: at,
      remove: tokens.length - at,
      insert: [...(hasEqual ? [] : [imagined(t.Equal)]), ...tokens.slice(at + 1, -1)],
      problem: {
        ...expected(failure),
        help: 'the body of a policy needs no braces',
        fix: onlyFix(
          hasEqual ? 'remove the braces' : 'write `=` and no braces',
          hasEqual
            ? { span: { start: open.start, end: afterSpaces(text, open.end) }, text: '' }
            : { span: open, text: '=' },
          { span: { start: endOfBody(text, close.start), end: close.end }, text: '' },
        ),
      },
    },
  ]
}

/** Where the white space before the closing brace begins, a line break included. */
function endOfBody(text: string, brace: number): number {
  const start = beforeSpaces(text, brace)
  if (text.charAt(start - 1) !== '\n') return start
  return text.charAt(start - 2) === '\r' ? start - 2 : start - 1
}
