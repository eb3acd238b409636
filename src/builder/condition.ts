import { group, NOWHERE, not as negation, raw, word } from '../compile/decompile/build.ts'
import type { Term } from '../ir/term.ts'
import type { Atom, Expr } from '../syntax/ast.ts'

/** What holds of a model or does not. */
export interface Condition {
  readonly kind: 'condition'
  readonly expr: Expr
  readonly and: (...others: readonly Condition[]) => Condition
  readonly or: (...others: readonly Condition[]) => Condition
}

/** The condition that an expression is. */
export function conditionOf(expr: Expr): Condition {
  const condition: Condition = {
    kind: 'condition',
    expr,
    and: (...others) => and(condition, ...others),
    or: (...others) => or(condition, ...others),
  }
  return condition
}

/** All of them; of none, {@link anything}. */
export function and(...conditions: readonly Condition[]): Condition {
  return joined('and', conditions, anything)
}

/** At least one of them; of none, {@link nothing}. */
export function or(...conditions: readonly Condition[]): Condition {
  return joined('or', conditions, nothing)
}

function joined(kind: 'and' | 'or', conditions: readonly Condition[], none: Condition): Condition {
  const [only] = conditions
  if (only === undefined) return none
  if (conditions.length === 1) return only
  const operands = conditions.map(({ expr }) =>
    expr.kind === 'and' || expr.kind === 'or' ? group(expr) : expr,
  )
  return conditionOf({ kind, span: NOWHERE, operands })
}

export function not({ expr }: Condition): Condition {
  return conditionOf(negation(expr.kind === 'and' || expr.kind === 'or' ? group(expr) : expr))
}

function atom(name: Atom): Condition {
  return conditionOf({ kind: 'atom', span: NOWHERE, atom: name })
}

/** The circuit breaker of the route is closed. */
export const healthy = atom('healthy')
/** What the request needs is there. */
export const fits = atom('fits')
/** The provider is not disabled. */
export const enabled = atom('enabled')
/** The scope of the request matches. */
export const inScope = atom('in-scope')
export const anything = atom('anything')
export const nothing = atom('nothing')

/** A capability: `tools`, `vision`, `json_mode`. */
export function has(capability: string): Condition {
  return conditionOf({ kind: 'has', span: NOWHERE, capability: word(capability) })
}

/** A predicate of the wire format as it is. */
export function termCondition(term: Term): Condition {
  return conditionOf(raw(term))
}
