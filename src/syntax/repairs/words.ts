import type { IToken, TokenType } from 'chevrotain'
import { nearestName } from '../../base/nearest-name.ts'
import type { Span } from '../../base/span.ts'
import type { Failure } from '../failure.ts'
import { likelyFix, onlyFix } from '../problem.ts'
import { imagined, type Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'
import { beginsClauseOrItem } from './beginnings.ts'

const k = t.keyword

/** `whre`, `WHERE`, `time out`: a word of the language, misspelt. */
export function misspeltWords(failure: Failure): readonly Repair[] {
  const { tokens, at } = failure
  return [...splitWord(failure), ...nearWords(tokens[at], at), ...nearWords(tokens[at - 1], at - 1)]
}

const WORDS: readonly string[] = Object.keys(k)

/** The nearest words first; the parser says which of them can stand there. */
function nearWords(token: IToken | undefined, at: number): readonly Repair[] {
  if (token?.tokenType !== t.PlainName) return []
  const repairs: Repair[] = []
  let others = WORDS
  while (repairs.length < 3) {
    const word = nearestName(token.image, others)
    if (word === undefined) break
    repairs.push(misspelt({ from: at, remove: 1, written: token.image, span: spanOf(token) }, word))
    others = others.filter((each) => each !== word)
  }
  return repairs
}

function splitWord({ tokens, at, text }: Failure): readonly Repair[] {
  return [at, at - 1].flatMap((from) => {
    const [first, second] = [tokens[from], tokens[from + 1]]
    if (first === undefined || second === undefined) return []
    const word = WORDS.find((each) => each === first.image + second.image)
    if (word === undefined) return []
    const span = { start: first.startOffset, end: spanOf(second).end }
    return [misspelt({ from, remove: 2, written: text.slice(span.start, span.end), span }, word)]
  })
}

interface Misspelling {
  readonly from: number
  readonly remove: number
  readonly written: string
  readonly span: Span
}

function misspelt({ from, remove, written, span }: Misspelling, word: string): Repair {
  return {
    from,
    remove,
    insert: [imagined(t.wordType(word))],
    ...(word.length < 3 && { bold: true }),
    ...(word.length > 4 && { sure: true }),
    problem: {
      code: 'UH0015',
      span,
      message: `\`${written}\` is no word of the language; did you mean \`${word}\`?`,
      label: `write \`${word}\``,
      fix: onlyFix(`write \`${word}\``, { span, text: word }),
    },
  }
}

/** `where where quality`, `and and`. */
export function repeatedWords({ before, found, at, text }: Failure): readonly Repair[] {
  if (before === undefined || found === undefined || before.tokenType !== found.tokenType) return []
  if (!t.isReserved(found.image) && !JOINING_SIGNS.has(found.tokenType)) return []
  const gap = { start: spanOf(before).end, end: spanOf(found).end }
  const adjacent = text.slice(gap.start, found.startOffset).trim() === ''
  return [
    {
      from: at,
      remove: 1,
      insert: [],
      problem: {
        code: 'UH0026',
        span: spanOf(found),
        message: `\`${found.image}\` stands twice`,
        label: 'again',
        related: [{ span: spanOf(before), label: 'already here' }],
        fix: onlyFix(`remove the second \`${found.image}\``, {
          span: adjacent ? gap : spanOf(found),
          text: '',
        }),
      },
    },
  ]
}

const JOINING_SIGNS: ReadonlySet<TokenType> = new Set([t.Equal, t.Colon, t.Star, t.Plus, t.Bar])

/** `let where = …`, `rank >= 1`: a word of the language where a name should stand. */
export function wordsAsNames(failure: Failure): readonly Repair[] {
  const { tokens, at, found, wanted } = failure
  if (found === undefined || !t.isReserved(found.image)) return []
  const next = tokens[at + 1]
  const isName = wanted === t.Name || (next !== undefined && FOLLOWS_NAME.has(next.tokenType))
  if (!isName || (beginsClauseOrItem(found.tokenType) && next === undefined)) return []
  const right = `\`${found.image}\``
  return [
    {
      from: at,
      remove: 1,
      insert: [imagined(t.QuotedName, right)],
      problem: {
        code: 'UH0023',
        span: spanOf(found),
        message: `\`${found.image}\` is a word of the language, so it names nothing by itself`,
        label: 'expected a name',
        help: 'choose another name, or put it in backticks here and wherever it is used',
        fix: likelyFix('put it in backticks', { span: spanOf(found), text: right }),
      },
    },
  ]
}

const FOLLOWS_NAME: ReadonlySet<TokenType> = new Set([
  ...[t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.Colon],
  ...[t.Plus, t.Star, k.is, k.between, k.in],
])
