import type { IToken, TokenType } from 'chevrotain'
import { endOfRead, type Failure, written } from '../failure.ts'
import { afterSpaces, beforeSpaces, likelyFix, onlyFix, type Problem } from '../problem.ts'
import { imagined, type Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'
import { beginsOperand, endsOperand, isName, isNumber } from './beginnings.ts'

const k = t.keyword

/** `quality 0.8`, `healthy no_log`: two operands with nothing between them. */
export function missingOperators(failure: Failure): readonly Repair[] {
  const { before, found } = failure
  if (before === undefined || found === undefined) return []
  if (!endsOperand(before.tokenType) || !beginsOperand(found.tokenType)) return []
  return likelyOperators(before, found).map((operator) => missing(failure, operator, found))
}

/** What may have been meant to stand between two operands, the likeliest first. */
function likelyOperators(before: IToken, found: IToken): readonly TokenType[] {
  const isField = isName(before.tokenType)
  if (isField && isNumber(found.tokenType)) {
    return [AT_MOST.test(before.image) ? t.LessEqual : t.GreaterEqual, t.Star]
  }
  if (isField && found.tokenType === t.Text) return [k.is, k.and]
  if (isField && isName(found.tokenType) && NAMED.has(before.image)) return [k.is, k.and]
  if (isNumber(before.tokenType) && !CONDITION_BEGINNINGS.has(found.tokenType)) {
    return [k.and, t.Star, t.Plus]
  }
  return [k.and]
}

/** Fields of which less is better. */
const AT_MOST = /price|cost|latency|_ms|rank/

const NAMED: ReadonlySet<string> = new Set(['provider', 'family', 'tier', 'served_by'])

const CONDITION_BEGINNINGS: ReadonlySet<TokenType> = new Set([k.not, k.has, k.known, k.healthy])

function missing(failure: Failure, type: TokenType, found: IToken): Repair {
  const operator = imagined(type)
  const place = endOfRead(failure)
  const before = failure.before === undefined ? '' : written(failure.before, failure.text)
  const after = written(found, failure.text)
  return {
    from: failure.at,
    remove: 0,
    insert: [operator],
    problem: {
      code: 'UH0016',
      span: spanOf(found),
      message: `an operator is missing between \`${before}\` and \`${after}\``,
      label: `expected an operator such as \`${operator.image}\` before this`,
      fix: likelyFix(`add \`${operator.image}\``, { span: place, text: ` ${operator.image}` }),
    },
  }
}

/** A trailing `and`, `or or`, `> =`: an operator with nothing on its right. */
export function danglingOperators(failure: Failure): readonly Repair[] {
  const { before, found, at } = failure
  if (before === undefined || !NEEDS_RIGHT.has(before.tokenType)) return []
  if (found !== undefined && beginsOperand(found.tokenType) && found.tokenType !== k.not) return []
  const joined = found && JOINED.get(before.image + found.image)
  if (joined !== undefined && found !== undefined) {
    return [{ from: at - 1, remove: 2, insert: [imagined(joined)], problem: apart(before, found) }]
  }
  return [{ from: at - 1, remove: 1, insert: [], problem: dangling(failure, before) }]
}

const NEEDS_RIGHT: ReadonlySet<TokenType> = new Set([
  ...[k.and, k.or, k.not, k.if, t.Plus, t.Minus, t.Star, t.Bar],
  ...[t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual],
])

const JOINED: ReadonlyMap<string, TokenType> = new Map([
  ['>=', t.GreaterEqual],
  ['<=', t.LessEqual],
  ['==', t.Equal],
  ['not=', t.NotEqual],
])

function apart(before: IToken, found: IToken): Problem {
  const right = JOINED.get(before.image + found.image)?.LABEL ?? ''
  const span = { start: before.startOffset, end: spanOf(found).end }
  return {
    code: 'UH0005',
    span,
    message: `\`${before.image} ${found.image}\` is written \`${right}\` here`,
    label: `write \`${right}\``,
    fix: onlyFix(`write \`${right}\``, { span, text: right }),
  }
}

function dangling({ text }: Failure, operator: IToken): Problem {
  const span = spanOf(operator)
  const sign = written(operator, text)
  const start = beforeSpaces(text, span.start)
  return {
    code: 'UH0017',
    span,
    message: `\`${sign}\` has nothing on its right`,
    label: 'an operand is missing',
    fix: likelyFix(`remove \`${sign}\``, { span: { start, end: span.end }, text: '' }),
  }
}

/** `and quality`, `where >= 0.8`: an operator with nothing on its left. */
export function leadingOperators(failure: Failure): readonly Repair[] {
  const { found, at, before, text } = failure
  if (found === undefined || !NEEDS_LEFT.has(found.tokenType)) return []
  if (before !== undefined && endsOperand(before.tokenType)) return []
  const span = spanOf(found)
  const sign = written(found, text)
  return [
    {
      from: at,
      remove: 1,
      insert: [],
      problem: {
        code: 'UH0017',
        span,
        message: `\`${sign}\` has nothing on its left`,
        label: 'an operand is missing',
        fix: likelyFix(`remove \`${sign}\``, {
          span: { start: span.start, end: afterSpaces(text, span.end) },
          text: '',
        }),
      },
    },
  ]
}

const NEEDS_LEFT: ReadonlySet<TokenType> = new Set([
  ...[k.and, k.or, t.Plus, t.Star, t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.NotEqual],
])
