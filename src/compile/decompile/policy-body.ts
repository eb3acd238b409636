import type { CatalogVocabulary, NumFieldInfo } from '../../catalog/vocabulary.ts'
import { childrenOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { Clause, Expr } from '../../syntax/ast.ts'
import { knownGuard } from '../known-guard.ts'
import { group, NOWHERE, raw } from './build.ts'
import type { ConditionContext } from './condition-expr.ts'
import { conjunctExprs, isBound } from './conjunction-expr.ts'
import { type Detail, failPlanClauses } from './fail-plan-clauses.ts'
import { rankingClause } from './ranking-clause.ts'
import { sameTerm } from './same-term.ts'
import {
  rawSelector,
  type SelectorParts,
  selectorClauses,
  selectorParts,
} from './selector-clauses.ts'
import { transformClauses } from './transform-clauses.ts'

/** The slots of a policy, in the order of the term. */
export const SLOTS = ['filter', 'score', 'selector', 'transform', 'plan'] as const

export type Slot = (typeof SLOTS)[number]

export interface BodyStyle {
  readonly vocabulary: CatalogVocabulary
  /** `short` as people write it; `expanded` with nothing implied. */
  readonly style: 'short' | 'expanded'
  /** Slots that are to be written as `term [...]`. */
  readonly raw: ReadonlySet<Slot>
}

/** The clauses that compile to a policy in normal form. */
export function policyBody(policy: Term, { vocabulary, style, raw: asTerm }: BodyStyle): Clause[] {
  const filter = subtermAt(policy, 1)
  const selector = subtermAt(policy, 3)
  const short = style === 'short'
  const conjuncts = conjunctsOf(filter)
  const context: ConditionContext = { vocabulary, hideGuards: short, beside: conjuncts }
  const ranking = asTerm.has('score')
    ? rawRanking(subtermAt(policy, 2))
    : rankingClause(subtermAt(policy, 2), {
        ...context,
        isGuarded: (field) => isKnown(field, conjuncts),
      })
  const parts = selectorParts(selector)
  const selecting = asTerm.has('selector') ? undefined : selectorClauses(parts, context)

  const hides = short && !asTerm.has('filter')
  const guarded =
    hides && isGuarded(conjuncts) && (selecting === undefined || isHealthyFirst(parts))
  const implied = hides ? impliedBy({ conjuncts, guarded, reads: ranking.reads }) : NO_TERMS
  const written = conjuncts.filter((term) => !implied.has(term))
  const inner = guarded ? { ...parts, prefers: parts.prefers.slice(1) } : parts
  return [
    ranking.clause,
    ...(guarded ? [] : [{ kind: 'unguarded', span: NOWHERE } as const]),
    ...whereClause(asTerm.has('filter') ? [raw(filter)] : conjunctExprs(written, context)),
    ...((selecting && selectorClauses(inner, context)) ?? [rawSelector(selector)]),
    ...transformsOf(subtermAt(policy, 4), asTerm, context),
    ...planOf(subtermAt(policy, 5), asTerm, short ? 'differences' : 'everything'),
  ]
}

/** What stands side by side in a filter. */
function conjunctsOf(filter: Term): readonly Term[] {
  if (filter[0] === 'top') return []
  return filter[0] === 'and' ? childrenOf(filter) : [filter]
}

function transformsOf(
  transform: Term,
  asTerm: ReadonlySet<Slot>,
  context: ConditionContext,
): readonly Clause[] {
  if (!asTerm.has('transform')) return transformClauses(transform, context)
  return [{ kind: 'apply', span: NOWHERE, transform: raw(transform) }]
}

function planOf(plan: Term, asTerm: ReadonlySet<Slot>, detail: Detail): readonly Clause[] {
  if (!asTerm.has('plan')) return failPlanClauses(plan, detail)
  return [{ kind: 'fallback', span: NOWHERE, base: raw(plan) }]
}

/** Whether the standing guards are all there. */
function isGuarded(conjuncts: readonly Term[]): boolean {
  return STANDING.every((guard) => conjuncts.some((each) => sameTerm(each, guard)))
}

function isHealthyFirst({ prefers: [outermost] }: SelectorParts): boolean {
  return outermost !== undefined && sameTerm(outermost, HEALTHY)
}

function rawRanking(score: Term) {
  const clause: Clause = { kind: 'rank', span: NOWHERE, score: raw(score) }
  return { clause, reads: new Set<NumFieldInfo>() }
}

const STANDING: readonly Term[] = [['meets_req'], ['not', ['is', 'disabled']]]

const HEALTHY: Term = ['not', ['is', 'breaker_open']]

const NO_TERMS: ReadonlySet<Term> = new Set()

/** Whether a score may read the field: the filter has its guard, or it needs none. */
function isKnown(field: NumFieldInfo, conjuncts: readonly Term[]): boolean {
  const guard = knownGuard(field)
  return guard === undefined || conjuncts.some((term) => isBound(term, field, guard))
}

interface Implying {
  readonly conjuncts: readonly Term[]
  readonly guarded: boolean
  readonly reads: ReadonlySet<NumFieldInfo>
}

/** Conditions that stand once and are added anyway: standing guards, and those of the score. */
function impliedBy({ conjuncts, guarded, reads }: Implying): ReadonlySet<Term> {
  const implied = new Set<Term>()
  const imply = (matches: (term: Term) => boolean): void => {
    const standing = conjuncts.filter(matches)
    const [only] = standing
    if (standing.length === 1 && only !== undefined) implied.add(only)
  }
  if (guarded) for (const guard of STANDING) imply((term) => sameTerm(term, guard))
  for (const field of reads) {
    const guard = knownGuard(field)
    if (guard !== undefined) imply((term) => isBound(term, field, guard))
  }
  return implied
}

function whereClause(exprs: readonly Expr[]): readonly Clause[] {
  const [only] = exprs
  if (only === undefined) return []
  const operands = exprs.map((expr) => (expr.kind === 'or' ? group(expr) : expr))
  const pred: Expr = exprs.length === 1 ? only : { kind: 'and', span: NOWHERE, operands }
  return [{ kind: 'where', span: NOWHERE, pred }]
}
