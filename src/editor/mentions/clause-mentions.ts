import { unreachable } from '../../base/unreachable.ts'
import type { Clause, OnClause, Transform } from '../../syntax/ast.ts'
import { mentionExpr } from './expression-mentions.ts'
import { meaningOf, type Naming, use } from './naming.ts'

/** Notes the names of a clause. */
export function mentionClause(clause: Clause, naming: Naming): void {
  switch (clause.kind) {
    case 'where':
    case 'prefer':
      mentionExpr(clause.pred, naming)
      return
    case 'cheapest':
      if (clause.tokens === undefined) return
      mentionExpr(clause.tokens.input, naming)
      mentionExpr(clause.tokens.output, naming)
      return
    case 'best':
      if (clause.by !== undefined) use(naming, clause.by, meaningOf(clause.by.text, naming))
      return
    case 'rank':
      mentionExpr(clause.score, naming)
      return
    case 'in-order':
      for (const { provider, model } of clause.routes) {
        use(naming, provider, { kind: 'catalog-name', subject: 'provider', name: provider.text })
        use(naming, model, { kind: 'catalog-name', subject: 'family', name: model.text })
      }
      return
    case 'sample':
      mentionExpr(clause.temperature, naming)
      return
    case 'take':
      mentionExpr(clause.count, naming)
      return
    case 'on':
      mentionOn(clause, naming)
      return
    case 'unguarded':
    case 'fastest':
    case 'any':
    case 'catalog-order':
    case 'select':
    case 'fallback':
    case 'body-term':
      return
    default:
      mentionTransform(clause, naming)
      return
  }
}

function mentionTransform(transform: Transform, naming: Naming): void {
  switch (transform.kind) {
    case 'set':
      mentionParam(transform, naming)
      mentionExpr(transform.value, naming)
      return
    case 'limit':
      mentionParam(transform, naming)
      mentionExpr(transform.range.low, naming)
      mentionExpr(transform.range.high, naming)
      return
    case 'jitter':
      mentionParam(transform, naming)
      mentionExpr(transform.by, naming)
      return
    case 'seed':
      mentionParam(transform, naming)
      return
    case 'when':
      mentionExpr(transform.pred, naming)
      for (const each of transform.body) mentionTransform(each, naming)
      return
    case 'timeout':
      mentionExpr(transform.total, naming)
      if (transform.firstToken !== undefined) mentionExpr(transform.firstToken, naming)
      return
    case 'apply':
    case 'filter':
      return
    default:
      unreachable(transform)
  }
}

function mentionParam({ param }: Extract<Transform, { param: unknown }>, naming: Naming): void {
  use(naming, param, { kind: 'request-param', name: param.text })
}

function mentionOn({ reason, action, cool }: OnClause, naming: Naming): void {
  use(naming, reason, { kind: 'reason', name: reason.text })
  if (action.kind === 'retry') {
    for (const expr of [action.attempts, ...action.after]) mentionExpr(expr, naming)
  }
  if (cool !== undefined) mentionExpr(cool, naming)
}
