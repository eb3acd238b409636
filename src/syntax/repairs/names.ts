import type { IToken } from 'chevrotain'
import type { Span } from '../../base/span.ts'
import type { Failure } from '../failure.ts'
import { onlyFix } from '../problem.ts'
import { imagined, type Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'
import { isWord } from './beginnings.ts'

/** `is gpt-5-nano`, `[together-ai]`, `use floors.uh (a)`: a name that has to stand in quotes. */
export function unquotedNames(failure: Failure): readonly Repair[] {
  const run = gluedRun(failure)
  if (run === undefined) return []
  const { from, span } = run
  const written = failure.text.slice(span.start, span.end)
  const slash = written.indexOf('/')
  const inRoute = slash > 0 && failure.tokens.slice(0, from + 1).some(isInOrder)
  return inRoute
    ? [unquotedRoute(run, written, slash), quoted(run, written)]
    : [quoted(run, written)]
}

interface Run {
  readonly from: number
  readonly remove: number
  readonly span: Span
}

/** The tokens around the failure that stand without a space between them, if names are made so. */
function gluedRun({ tokens, at, text }: Failure): Run | undefined {
  let from = at
  let end = at
  while (from > 0 && glued(tokens[from - 1], tokens[from])) from--
  while (end < tokens.length && glued(tokens[end - 1], tokens[end]) && end > from) end++
  if (end === at) end = Math.min(at + 1, tokens.length)
  while (end < tokens.length && glued(tokens[end - 1], tokens[end])) end++
  const [first, last] = [tokens[from], tokens[end - 1]]
  if (first === undefined || last === undefined || !isWord(first.tokenType)) return undefined
  const span = { start: first.startOffset, end: spanOf(last).end }
  return NAME_WITH_SIGNS.test(text.slice(span.start, span.end))
    ? { from, remove: end - from, span }
    : undefined
}

const NAME_WITH_SIGNS = /^[A-Za-z_][\w.]*[-:/@+][\w.:/@+-]*(?<=\w)$|^[A-Za-z_]\w*\.\w+$/

function glued(first: IToken | undefined, second: IToken | undefined): boolean {
  if (first === undefined || second === undefined) return false
  return spanOf(first).end === second.startOffset && isPartOfName(first) && isPartOfName(second)
}

function isPartOfName({ tokenType }: IToken): boolean {
  return isWord(tokenType) || PARTS.includes(tokenType)
}

const PARTS = [t.Minus, t.PlainNumber, t.Measure, t.Slash, t.Colon, t.Plus]

function isInOrder({ tokenType }: IToken): boolean {
  return tokenType === t.InOrder
}

function quoted({ from, remove, span }: Run, written: string): Repair {
  const right = JSON.stringify(written)
  return {
    from,
    remove,
    insert: [imagined(t.Text, right)],
    problem: {
      code: 'UH0025',
      span,
      message: `\`${written}\` has signs in it, so it stands in double quotes`,
      label: `write \`${right}\``,
      fix: onlyFix(`write \`${right}\``, { span, text: right }),
    },
  }
}

/** `openai/gpt-5-nano` in an order: the provider stays a name, the model gets quotes. */
function unquotedRoute({ from, remove, span }: Run, written: string, slash: number): Repair {
  const part = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name))
  const [provider, model] = [part(written.slice(0, slash)), part(written.slice(slash + 1))]
  const right = `${provider}/${model}`
  return {
    from,
    remove,
    insert: [imagined(t.Text, '""'), imagined(t.Slash), imagined(t.Text, '""')],
    problem: {
      code: 'UH0025',
      span,
      message: `\`${written}\` has signs in its names, so they stand in double quotes`,
      label: `write \`${right}\``,
      fix: onlyFix(`write \`${right}\``, { span, text: right }),
    },
  }
}

/** A name where a text should stand, and the other way round. */
export function nameOrText(failure: Failure): readonly Repair[] {
  const { found, wanted, at, before } = failure
  if (found !== undefined && wanted === t.Text && isWord(found.tokenType)) {
    const right = JSON.stringify(found.image)
    return [swap(at, found, { type: t.Text, right, says: 'a text stands in double quotes here' })]
  }
  if (found?.tokenType === t.Text && wanted === t.Name) {
    const name = found.image.slice(1, -1)
    const right = /^[A-Za-z_][\w.]*$/.test(name) && !t.isReserved(name) ? name : `\`${name}\``
    return [
      swap(at, found, { type: t.QuotedName, right, says: 'a name stands without quotes here' }),
    ]
  }
  if (wanted === t.Slash && before?.tokenType === t.Text && before.image.includes('/')) {
    return [wholeRoute(at - 1, before)]
  }
  return []
}

interface Swap {
  readonly type: IToken['tokenType']
  readonly right: string
  readonly says: string
}

function swap(at: number, found: IToken, { type, right, says }: Swap): Repair {
  return {
    from: at,
    remove: 1,
    insert: [imagined(type, right)],
    problem: {
      code: 'UH0025',
      span: spanOf(found),
      message: says,
      label: `write ${type === t.QuotedName ? right : `\`${right}\``}`,
      fix: onlyFix(`write \`${right.replaceAll('`', '')}\``, { span: spanOf(found), text: right }),
    },
  }
}

/** `"openai/gpt-5-nano"` in an order. */
function wholeRoute(at: number, route: IToken): Repair {
  const slash = route.image.indexOf('/')
  const [provider, model] = [route.image.slice(1, slash), route.image.slice(slash + 1, -1)]
  const plain = /^[A-Za-z_]\w*$/.test(provider) ? provider : JSON.stringify(provider)
  const right = `${plain}/"${model}"`
  return {
    from: at,
    remove: 1,
    insert: [imagined(t.Text, '""'), imagined(t.Slash), imagined(t.Text, '""')],
    problem: {
      code: 'UH0025',
      span: spanOf(route),
      message: 'a route of an order is a provider, a slash and a model, each quoted by itself',
      label: `write \`${right}\``,
      fix: onlyFix(`write \`${right}\``, { span: spanOf(route), text: right }),
    },
  }
}
