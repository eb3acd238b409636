import { unreachable } from '../../base/unreachable.ts'
import type * as ast from '../ast.ts'
import { type Doc, group, LINE, nest, SPACE } from './doc.ts'
import { block, commaList, optionalList, wordList } from './list-doc.ts'
import { separated } from './separated.ts'
import { termDoc } from './term-doc.ts'
import type { TokenReader } from './token-reader.ts'

/** An expression; too long a one breaks before `and` and `or`, or before `+` and `-`. */
export function expressionDoc(expr: ast.Expr, tokens: TokenReader): Doc {
  const { take } = tokens
  const inner = (each: ast.Expr) => expressionDoc(each, tokens)
  switch (expr.kind) {
    case 'or':
    case 'and': {
      const [first, ...rest] = expr.operands
      const start = first === undefined ? [] : inner(first)
      return group(start, nest(rest.map((each) => [LINE, take(), SPACE, inner(each)])))
    }
    case 'if':
      return group(inner(expr.value), nest(LINE, take(), SPACE, inner(expr.condition)))
    case 'sum':
      return group(
        inner(expr.first),
        nest(expr.rest.map(({ operand }) => [LINE, take(), SPACE, inner(operand)])),
      )
    case 'product':
      return separated(
        expr.factors,
        (each) => inner(each),
        () => [SPACE, take(), SPACE],
      )
    case 'not':
      return [take(), SPACE, inner(expr.operand)]
    case 'negate':
      return [take(), expr.operand.kind === 'negate' ? SPACE : [], inner(expr.operand)]
    case 'compare':
      return [
        inner(expr.first),
        expr.rest.map(({ operand }) => [SPACE, take(), SPACE, inner(operand)]),
      ]
    case 'between':
      return [
        [inner(expr.operand), SPACE, take(), SPACE],
        [inner(expr.low), SPACE, take(), SPACE, inner(expr.high)],
      ]
    case 'in':
      return [
        inner(expr.operand),
        expr.negated ? [SPACE, take()] : [],
        [SPACE, take(), SPACE, wordList(expr.items, inner, tokens)],
      ]
    case 'is':
      return [
        inner(expr.operand),
        [SPACE, take(), SPACE],
        expr.negated ? [take(), SPACE] : [],
        take(),
      ]
    case 'group':
      return [take(), inner(expr.inner), take()]
    case 'top':
      return [take(), SPACE, inner(expr.count), SPACE, take(), SPACE, take()]
    case 'has':
    case 'known':
      return [take(), SPACE, take()]
    case 'call':
      return [take(), commaList(expr.args, inner, tokens)]
    case 'match':
      return [take(), SPACE, take(), SPACE, block(expr.arms, (arm) => armDoc(arm, tokens), tokens)]
    case 'term':
      return termDoc(expr, tokens)
    case 'quantity':
    case 'text':
    case 'name':
    case 'boolean':
    case 'atom':
      return take()
    default:
      return unreachable(expr)
  }
}

function armDoc({ value }: ast.MatchArm, tokens: TokenReader): Doc {
  return [tokens.take(), tokens.take(), SPACE, expressionDoc(value, tokens)]
}

/** `$1/Mtok..$40/Mtok` */
export function rangeDoc({ low, high }: ast.RangeExpr, tokens: TokenReader): Doc {
  return [expressionDoc(low, tokens), tokens.take(), expressionDoc(high, tokens)]
}

/** `support(plan: enterprise)`; brackets with nothing in them go. */
export function referenceDoc({ args }: ast.Reference, tokens: TokenReader): Doc {
  const name = tokens.take()
  const argument = ({ value }: ast.Argument) => [
    [tokens.take(), tokens.take(), SPACE],
    expressionDoc(value, tokens),
  ]
  return [name, optionalList(args, argument, tokens)]
}
