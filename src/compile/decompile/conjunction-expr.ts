import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import { RELATIONS } from '../../ir/relations.ts'
import type { Term } from '../../ir/term.ts'
import type { Expr } from '../../syntax/ast.ts'
import { type Bound, holds, knownGuard } from '../known-guard.ts'
import { NOWHERE, name, number } from './build.ts'
import { type ConditionContext, conditionExpr } from './condition-expr.ts'
import { joinedNames } from './name-lists.ts'

/**
 * Conditions that stand side by side in an `and`, as people would write them. `beside` holds all
 * of them, and those that are written elsewhere.
 *
 * A comparison that brings a guard with it when compiled may be written only where that guard is
 * among the others; the guard itself is then left out. Two comparisons that are the ends of a
 * range become a `between`.
 */
export function conjunctExprs(terms: readonly Term[], context: ConditionContext): readonly Expr[] {
  const implied = impliedGuards(context)
  const written = terms.filter((term) => !context.hideGuards || !implied.has(term))
  const ranges = rangesOf(written, context)
  const exprs: Expr[] = []
  for (const term of joinedNames(written, 'and')) {
    if ('kind' in term) {
      exprs.push(term)
      continue
    }
    const range = ranges.get(term)
    if (range === 'upper') continue
    exprs.push(range ?? conditionExpr(term, context))
  }
  return exprs
}

/** Guards that stand there once and that a comparison beside them brings along anyway. */
function impliedGuards({ beside: terms, vocabulary }: ConditionContext): ReadonlySet<Term> {
  const implied = new Set<Term>()
  for (const term of terms) {
    const comparison = comparisonOf(term)
    const field = comparison && vocabulary.info.get(comparison.field)
    if (comparison === undefined || field === undefined || !('unit' in field)) continue
    const guard = knownGuard(field)
    if (guard === undefined || !holds(field.field.default, comparison)) continue
    const standing = terms.filter((each) => isBound(each, field, guard))
    const [only] = standing
    if (standing.length === 1 && only !== undefined && only !== term) implied.add(only)
  }
  return implied
}

function comparisonsByField(terms: readonly Term[]): ReadonlyMap<string, readonly Term[]> {
  const byField = new Map<string, Term[]>()
  for (const term of terms) {
    const field = comparisonOf(term)?.field
    if (field === undefined) continue
    const others = byField.get(field)
    if (others === undefined) byField.set(field, [term])
    else others.push(term)
  }
  return byField
}

export interface ComparisonTerm extends Bound {
  readonly field: string
}

/** The parts of a `cmp`. */
export function comparisonOf(term: Term): ComparisonTerm | undefined {
  const [op, field, written, value] = term
  if (op !== 'cmp' || typeof field !== 'string' || typeof value !== 'number') return undefined
  const relation = RELATIONS.find((each) => each === written)
  return relation && { field, relation, value }
}

/** Whether a term says just that of a field. */
export function isBound(term: Term, { name: field }: NumFieldInfo, bound: Bound): boolean {
  const comparison = comparisonOf(term)
  return (
    comparison?.field === field &&
    comparison.relation === bound.relation &&
    comparison.value === bound.value
  )
}

/** For the lower end of each range the `between`, for the upper end a mark that it is done. */
function rangesOf(
  terms: readonly Term[],
  { vocabulary, beside }: ConditionContext,
): ReadonlyMap<Term, Expr | 'upper'> {
  const ranges = new Map<Term, Expr | 'upper'>()
  const byField = comparisonsByField(terms)
  for (const low of terms) {
    const from = comparisonOf(low)
    const field = from && vocabulary.info.get(from.field)
    if (from?.relation !== 'ge' || field === undefined || !('unit' in field)) continue
    const ofField = byField.get(from.field) ?? []
    const high = ofField.find((each) => comparisonOf(each)?.relation === 'le')
    const to = high && comparisonOf(high)
    const guard = knownGuard(field)
    const special = guard !== undefined && ofField.some((each) => isBound(each, field, guard))
    const inside = [from.value, to?.value ?? Number.NaN].every(
      (end) => end >= field.domain[0] && end <= field.domain[1],
    )
    if (high === undefined || to === undefined || ofField.length !== 2) continue
    if (special || !inside || from.value > to.value) continue
    // Compiling an end that an unknown value would meet adds the guard, so it has to be there.
    const guarded = guard !== undefined && beside.some((each) => isBound(each, field, guard))
    if (
      !guarded &&
      guard !== undefined &&
      [from, to].some((each) => holds(field.field.default, each))
    )
      continue
    ranges.set(high, 'upper')
    ranges.set(low, {
      kind: 'between',
      span: NOWHERE,
      operand: name(field.name),
      low: number(from.value, field.unit),
      high: number(to.value, field.unit),
    })
  }
  return ranges
}
