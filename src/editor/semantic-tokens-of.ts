import type { IToken, TokenType } from 'chevrotain'
import type { Span } from '../base/span.ts'
import { unreachable } from '../base/unreachable.ts'
import { isDoc } from '../syntax/docs.ts'
import { spanOf } from '../syntax/tokenize.ts'
import * as t from '../syntax/tokens.ts'
import type { Document } from './document.ts'
import type { Mention, Referent } from './mentions/mention.ts'

/** The kinds of tokens, by the names that editors have themes for. */
export const TOKEN_KINDS = [
  'comment',
  'keyword',
  'string',
  'number',
  'operator',
  'function',
  'variable',
  'parameter',
  'property',
  'enumMember',
  'type',
] as const

export type TokenKind = (typeof TOKEN_KINDS)[number]

export const TOKEN_MODIFIERS = [
  'definition',
  'readonly',
  'defaultLibrary',
  'documentation',
] as const

export type TokenModifier = (typeof TOKEN_MODIFIERS)[number]

/** A piece of one line, and how it is painted. */
export interface SemanticToken {
  readonly span: Span
  readonly kind: TokenKind
  readonly modifiers: readonly TokenModifier[]
}

/** The tokens of a file and its comments in the order of the text; none reaches over a line end. */
export function semanticTokensOf(document: Document): readonly SemanticToken[] {
  const { lexed, mentions, source } = document
  const named = new Map(mentions.map((mention) => [mention.span.start, mention]))
  const painted = lexed.tokens.flatMap((token) => {
    const mention = named.get(token.startOffset)
    // A name of the catalog in quotes is a text to the eye.
    const isNamed = mention !== undefined && token.tokenType !== t.Text
    const paint = isNamed ? paintOfMention(mention) : paintOfToken(token)
    return paint === undefined ? [] : [{ span: spanOf(token), ...paint }]
  })
  const comments = lexed.comments.map((comment): SemanticToken => {
    const modifiers = isDoc(comment.image) ? (['documentation'] as const) : []
    return { span: spanOf(comment), kind: 'comment', modifiers }
  })
  return [...painted, ...comments]
    .filter(({ span }) => !/[\r\n]/.test(source.text.slice(span.start, span.end)))
    .sort((a, b) => a.span.start - b.span.start)
}

type Paint = Omit<SemanticToken, 'span'>

function paintOfToken({ tokenType }: IToken): Paint | undefined {
  if (tokenType === t.Text) return plain('string')
  if (tokenType === t.PlainNumber || tokenType === t.Measure) return plain('number')
  if (KEYWORDS.has(tokenType)) return plain('keyword')
  return OPERATORS.has(tokenType) ? plain('operator') : undefined
}

const KEYWORDS: ReadonlySet<TokenType> = new Set([
  ...Object.values(t.keyword),
  ...[t.InOrder, t.InCatalogOrder, t.InScope],
])

const OPERATORS: ReadonlySet<TokenType> = new Set([
  ...[t.Plus, t.Minus, t.Star, t.DotDot, t.Bar],
  ...[t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual],
])

function paintOfMention({ role, of }: Mention): Paint {
  const { kind, modifiers } = paintOf(of)
  return { kind, modifiers: role === 'definition' ? ['definition', ...modifiers] : modifiers }
}

function paintOf(of: Referent): Paint {
  switch (of.kind) {
    case 'definition':
      return of.definition.kind === 'let'
        ? { kind: 'variable', modifiers: ['readonly'] }
        : plain('function')
    case 'param':
      return plain('parameter')
    case 'step':
      return { kind: 'variable', modifiers: ['readonly'] }
    case 'field':
    case 'subject':
    case 'request-param':
      return { kind: 'property', modifiers: of.kind === 'request-param' ? [] : ['defaultLibrary'] }
    case 'function':
      return { kind: 'function', modifiers: ['defaultLibrary'] }
    case 'catalog-name':
    case 'label':
    case 'capability':
    case 'reason':
      return plain('enumMember')
    case 'type':
      return { kind: 'type', modifiers: ['defaultLibrary'] }
    default:
      return unreachable(of)
  }
}

function plain(kind: TokenKind): Paint {
  return { kind, modifiers: [] }
}
