import { childrenOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { Clause, Route } from '../../syntax/ast.ts'
import { isCount } from '../check/count.ts'
import { NOWHERE, number, raw, word } from './build.ts'
import { type ConditionContext, conditionExpr } from './condition-expr.ts'

/** A selector taken apart. */
export interface SelectorParts {
  readonly take: number | undefined
  /** The preferences, the outermost first. */
  readonly prefers: readonly Term[]
  readonly innermost: Term
}

export function selectorParts(selector: Term): SelectorParts {
  const take = selector[0] === 'top_k' ? Number(selector[1]) : undefined
  let inner = take === undefined ? selector : subtermAt(selector, 2)
  const prefers: Term[] = []
  while (inner[0] === 'prefer') {
    prefers.push(subtermAt(inner, 1))
    inner = subtermAt(inner, 2)
  }
  return { take, prefers, innermost: inner }
}

/** The clauses of a selector, or `select term [...]` where its parts are nested another way. */
export function selectorClauses(
  { take, prefers, innermost }: SelectorParts,
  context: ConditionContext,
): readonly Clause[] | undefined {
  const order = orderClauses(innermost)
  if (order === undefined || (take !== undefined && !isCount(take, { least: 1 }))) return undefined
  return [
    ...prefers.map(
      (term): Clause => ({
        kind: 'prefer',
        span: NOWHERE,
        pred: conditionExpr(term, {
          ...context,
          beside: term[0] === 'and' ? childrenOf(term) : [term],
        }),
      }),
    ),
    ...order,
    ...(take === undefined ? [] : [{ kind: 'take', span: NOWHERE, count: number(take) } as const]),
  ]
}

export function rawSelector(selector: Term): Clause {
  return { kind: 'select', span: NOWHERE, term: raw(selector) }
}

function orderClauses(innermost: Term): readonly Clause[] | undefined {
  switch (innermost[0]) {
    case 'argmax':
      return []
    case 'ordered':
      return [{ kind: 'catalog-order', span: NOWHERE }]
    case 'sample':
      return [{ kind: 'sample', span: NOWHERE, temperature: number(Number(innermost[1])) }]
    case 'chain': {
      const routes = Array.isArray(innermost[1]) ? innermost[1].map(routeOf) : []
      const known = routes.filter((route) => route !== undefined)
      if (known.length === 0 || known.length < routes.length) return undefined
      return [{ kind: 'in-order', span: NOWHERE, routes: known }]
    }
    default:
      return undefined
  }
}

/** A route of a chain; undefined where it uses the other names of the two members. */
function routeOf(entry: unknown): Route | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  if (!('provider' in entry) || !('model' in entry)) return undefined
  const { provider, model } = entry
  if (typeof provider !== 'string' || typeof model !== 'string') return undefined
  return { kind: 'route', span: NOWHERE, provider: word(provider), model: word(model) }
}
