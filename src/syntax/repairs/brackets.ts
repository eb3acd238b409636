import type { IToken, TokenType } from 'chevrotain'
import { endOfRead, type Failure } from '../failure.ts'
import { likelyFix, onlyFix } from '../problem.ts'
import { imagined, type Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'
import { beginsClauseOrItem } from './beginnings.ts'

/** Brackets that are not closed, closed by another one, or never opened. */
export function bracketRepairs(failure: Failure): readonly Repair[] {
  const { found } = failure
  const open = openBrackets(failure)
  const inner = open.at(-1)
  if (found !== undefined && CLOSERS.has(found.tokenType)) {
    return inner === undefined
      ? [neverOpened(failure, found)]
      : [otherCloser(failure, found, inner)]
  }
  if (inner === undefined) return []
  if (found !== undefined && !beginsClauseOrItem(found.tokenType)) return []
  return [neverClosed(failure, open, inner)]
}

const CLOSER_OF: ReadonlyMap<TokenType, TokenType> = new Map([
  [t.LeftParen, t.RightParen],
  [t.LeftSquare, t.RightSquare],
  [t.LeftCurly, t.RightCurly],
])

const CLOSERS: ReadonlySet<TokenType> = new Set(CLOSER_OF.values())

/** The brackets that are open where the parser stopped, the innermost last. */
export function openBrackets({ tokens, at }: Failure): readonly IToken[] {
  const open: IToken[] = []
  for (const token of tokens.slice(0, at)) {
    if (CLOSER_OF.has(token.tokenType)) open.push(token)
    else if (CLOSERS.has(token.tokenType)) open.pop()
  }
  return open
}

function closerOf({ tokenType }: IToken): IToken {
  return imagined(CLOSER_OF.get(tokenType) ?? t.RightParen)
}

function neverClosed(failure: Failure, open: readonly IToken[], inner: IToken): Repair {
  const closers = open.map(closerOf).reverse()
  const missing = closers.map(({ image }) => image).join('')
  const place = endOfRead(failure)
  const fix = open.some(({ tokenType }) => tokenType === t.LeftParen) ? likelyFix : onlyFix
  return {
    from: failure.at,
    remove: 0,
    insert: closers,
    problem: {
      code: 'UH0020',
      span: spanOf(inner),
      message: `\`${inner.image}\` is never closed`,
      label: 'opened here',
      related: [{ span: place, label: `expected \`${closerOf(inner).image}\` by here` }],
      fix: fix(`add \`${missing}\``, { span: place, text: missing }),
    },
  }
}

function otherCloser(failure: Failure, found: IToken, inner: IToken): Repair {
  const closer = closerOf(inner)
  return {
    from: failure.at,
    remove: 1,
    insert: [closer],
    problem: {
      code: 'UH0021',
      span: spanOf(found),
      message: `\`${inner.image}\` is closed by \`${closer.image}\`, not by \`${found.image}\``,
      label: `write \`${closer.image}\``,
      related: [{ span: spanOf(inner), label: 'opened here' }],
      fix: onlyFix(`write \`${closer.image}\``, { span: spanOf(found), text: closer.image }),
    },
  }
}

function neverOpened(failure: Failure, found: IToken): Repair {
  return {
    from: failure.at,
    remove: 1,
    insert: [],
    problem: {
      code: 'UH0021',
      span: spanOf(found),
      message: `\`${found.image}\` closes nothing`,
      label: 'no bracket is open here',
      fix: onlyFix(`remove \`${found.image}\``, { span: spanOf(found), text: '' }),
    },
  }
}
