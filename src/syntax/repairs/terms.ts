import type { IToken } from 'chevrotain'
import type { Failure } from '../failure.ts'
import { likelyFix, onlyFix, type Problem } from '../problem.ts'
import { partsOf } from '../quantity.ts'
import { imagined, type Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'

/**
 * A file that begins with a bracket: a compiled policy, pasted or named by mistake. Said once,
 * since every line of it would be wrong.
 */
export function pastedTerm(tokens: readonly IToken[]): Problem | undefined {
  const [first, second] = tokens
  if (first?.tokenType !== t.LeftSquare && first?.tokenType !== t.LeftCurly) return undefined
  if (first.tokenType === t.LeftSquare && second?.tokenType === t.Text) return pasted(first)
  const { fix: _, ...problem } = pasted(first)
  return { ...problem, help: 'turn it into source with `unhardcoded decompile`' }
}

function pasted(bracket: IToken): Problem {
  const place = { start: bracket.startOffset, end: bracket.startOffset }
  return {
    code: 'UH0022',
    span: spanOf(bracket),
    message: 'this is a compiled policy, not the source of one',
    label: 'JSON begins here',
    help: 'turn it into source with `unhardcoded decompile`, or embed it with `term`',
    fix: onlyFix('embed it with `term`', { span: place, text: 'term ' }),
  }
}

/** `where ["is", "no_log"]`: a raw term without the word that embeds it. */
export function bareTerms({ tokens, at, found }: Failure): readonly Repair[] {
  if (found?.tokenType !== t.LeftSquare || tokens[at + 1]?.tokenType !== t.Text) return []
  const problem = { ...pasted(found), message: 'a raw term is embedded with `term`' }
  return [{ from: at, remove: 0, insert: [imagined(t.keyword.term)], problem }]
}

/** `term ["cmp", "price_out", "lt", $5/Mtok]`: what is no JSON in a raw term. */
export function numbersInTerms({ at, found, rule }: Failure): readonly Repair[] {
  if (rule !== 'json' || found?.tokenType !== t.Measure) return []
  const { digits } = partsOf(found.image)
  const right = digits.replace(/^0+(?=[0-9])/, '')
  return [
    {
      from: at,
      remove: 1,
      insert: [imagined(t.PlainNumber, right)],
      problem: {
        code: 'UH0029',
        span: spanOf(found),
        message: `a number in a raw term is a JSON number, not \`${found.image}\``,
        label: 'no unit here',
        help: 'raw terms hold USD per million tokens, milliseconds and tokens',
        fix: likelyFix(`write \`${right}\``, { span: spanOf(found), text: right }),
      },
    },
  ]
}

/** `[and, [is, no_log]]`: a word in a raw term without its quotes. */
export function wordsInTerms({ at, found, rule }: Failure): readonly Repair[] {
  if ((rule !== 'json' && rule !== 'jsonMember') || found === undefined) return []
  if (!(found.tokenType.CATEGORIES ?? []).includes(t.Word)) return []
  const right = JSON.stringify(found.image)
  return [
    {
      from: at,
      remove: 1,
      insert: [imagined(t.Text, right)],
      problem: {
        code: 'UH0025',
        span: spanOf(found),
        message: `\`${found.image}\` stands in a raw term, where words are JSON strings`,
        label: `write \`${right}\``,
        fix: onlyFix(`write \`${right}\``, { span: spanOf(found), text: right }),
      },
    },
  ]
}
