import { unreachable } from '../../base/unreachable.ts'
import type * as ast from '../ast.ts'
import { LeftCurly } from '../tokens.ts'
import { type Doc, group, LINE, nest, SPACE } from './doc.ts'
import { expressionDoc, rangeDoc } from './expression-doc.ts'
import { block, commaList, wordList } from './list-doc.ts'
import { separated } from './separated.ts'
import { termDoc } from './term-doc.ts'
import type { TokenReader } from './token-reader.ts'

/** One clause of a policy. */
export function clauseDoc(clause: ast.Clause, tokens: TokenReader): Doc {
  const { take } = tokens
  const inner = (expr: ast.Expr) => expressionDoc(expr, tokens)
  switch (clause.kind) {
    case 'unguarded':
    case 'fastest':
    case 'any':
    case 'catalog-order':
      return take()
    case 'where':
    case 'prefer':
      return [take(), SPACE, inner(clause.pred)]
    case 'rank':
      return [take(), SPACE, take(), SPACE, inner(clause.score)]
    case 'sample':
      return [take(), SPACE, inner(clause.temperature)]
    case 'take':
      return [take(), SPACE, inner(clause.count)]
    case 'best':
      return clause.by === undefined ? take() : [take(), SPACE, take(), SPACE, take()]
    case 'cheapest':
      return cheapestDoc(clause, tokens)
    case 'in-order':
      return [take(), SPACE, commaList(clause.routes, () => [take(), take(), take()], tokens)]
    case 'select':
      return [take(), SPACE, termDoc(clause.term, tokens)]
    case 'fallback':
      return [
        take(),
        SPACE,
        typeof clause.base === 'string' ? take() : termDoc(clause.base, tokens),
      ]
    case 'on':
      return onDoc(clause, tokens)
    case 'body-term':
      return termDoc(clause.term, tokens)
    default:
      return transformDoc(clause, tokens)
  }
}

function cheapestDoc({ tokens: counts }: ast.CheapestClause, tokens: TokenReader): Doc {
  const { take } = tokens
  if (counts === undefined) return take()
  return [
    [take(), SPACE, take(), SPACE],
    [expressionDoc(counts.input, tokens), SPACE, take(), take(), SPACE],
    [expressionDoc(counts.output, tokens), SPACE, take()],
  ]
}

function transformDoc(transform: ast.Transform, tokens: TokenReader): Doc {
  const { take } = tokens
  const inner = (expr: ast.Expr) => expressionDoc(expr, tokens)
  switch (transform.kind) {
    case 'set':
      return [take(), SPACE, take(), SPACE, take(), SPACE, inner(transform.value)]
    case 'jitter':
      return [take(), SPACE, take(), SPACE, take(), SPACE, inner(transform.by)]
    case 'limit':
      return [take(), SPACE, take(), SPACE, take(), SPACE, rangeDoc(transform.range, tokens)]
    case 'seed':
      return [take(), SPACE, take(), SPACE, take(), SPACE, take()]
    case 'apply':
      return [
        take(),
        SPACE,
        transform.transform.kind === 'term' ? termDoc(transform.transform, tokens) : take(),
      ]
    case 'filter':
      return [
        [take(), SPACE, take(), SPACE],
        wordList(transform.recipe, (step) => stepDoc(step, tokens), tokens),
      ]
    case 'when':
      return whenDoc(transform, tokens)
    case 'timeout':
      return [
        [take(), SPACE, inner(transform.total)],
        transform.firstToken === undefined
          ? []
          : [take(), SPACE, take(), SPACE, take(), SPACE, inner(transform.firstToken)],
      ]
    default:
      return unreachable(transform)
  }
}

function stepDoc(step: ast.RecipeStep, tokens: TokenReader): Doc {
  if (step.kind !== 'settings') return tokens.take()
  const setting = ({ value }: ast.Setting) => [
    [tokens.take(), tokens.take(), SPACE],
    expressionDoc(value, tokens),
  ]
  return block(step.entries, setting, tokens)
}

/** `when P: set a = 1`; several in braces, separated by nothing but white space. */
function whenDoc(
  { pred, body }: ast.Transform & { readonly kind: 'when' },
  tokens: TokenReader,
): Doc {
  const { take } = tokens
  const inner = (each: ast.Transform) => transformDoc(each, tokens)
  const head = [take(), SPACE, expressionDoc(pred, tokens), take(), SPACE]
  if (!tokens.nextIs(LeftCurly)) return [head, body.map(inner)]
  return group(
    head,
    take(),
    nest(
      LINE,
      separated(body, inner, () => LINE),
    ),
    LINE,
    take(),
  )
}

function onDoc({ action, cool }: ast.OnClause, tokens: TokenReader): Doc {
  const { take } = tokens
  return [
    [take(), SPACE, take(), SPACE],
    action.kind === 'do' ? verbDoc(action.verb, tokens) : retryDoc(action, tokens),
    cool === undefined ? [] : [take(), SPACE, take(), SPACE, expressionDoc(cool, tokens)],
  ]
}

function retryDoc(
  { attempts, after, then: last }: ast.Action & { readonly kind: 'retry' },
  tokens: TokenReader,
): Doc {
  const { take } = tokens
  const inner = (expr: ast.Expr) => expressionDoc(expr, tokens)
  return [
    [take(), SPACE, inner(attempts), SPACE],
    after.length === 0
      ? []
      : [take(), SPACE, separated(after, inner, () => [take(), SPACE]), SPACE],
    [take(), SPACE, verbDoc(last.verb, tokens)],
  ]
}

function verbDoc(verb: ast.Verb, { take }: TokenReader): Doc {
  switch (verb) {
    case 'next':
    case 'stop':
      return take()
    case 'disable-provider':
      return [take(), SPACE, take()]
    case 'same-model-elsewhere':
      return [take(), SPACE, take(), SPACE, take()]
    default:
      return unreachable(verb)
  }
}
