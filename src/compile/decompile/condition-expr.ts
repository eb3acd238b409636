import type { CatalogVocabulary, NumFieldInfo } from '../../catalog/vocabulary.ts'
import type { Relation } from '../../ir/relations.ts'
import { childrenOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { Comparison, Expr } from '../../syntax/ast.ts'
import { wireName } from '../check/capability.ts'
import { holds, knownGuard, unknownBound } from '../known-guard.ts'
import { group, NOWHERE, name, nameOrText, not, number, raw, text, word } from './build.ts'
import { type ComparisonTerm, comparisonOf, conjunctExprs, isBound } from './conjunction-expr.ts'
import { joinedNames, SUBJECT_OF } from './name-lists.ts'

export interface ConditionContext {
  readonly vocabulary: CatalogVocabulary
  /** False where everything that a short form implies is to be written out. */
  readonly hideGuards: boolean
  /** The conditions that hold together with this one, itself included. */
  readonly beside: readonly Term[]
}

/**
 * A predicate in normal form as an expression that compiles to it. What no expression says, such
 * as a comparison that lets unknown values pass, becomes `term [...]` in its place.
 */
export function conditionExpr(term: Term, context: ConditionContext): Expr {
  switch (term[0]) {
    case 'top':
      return { kind: 'atom', span: NOWHERE, atom: 'anything' }
    case 'bot':
      return { kind: 'atom', span: NOWHERE, atom: 'nothing' }
    case 'meets_req':
      return { kind: 'atom', span: NOWHERE, atom: 'fits' }
    case 'scope_matches':
      return { kind: 'atom', span: NOWHERE, atom: 'in-scope' }
    case 'and': {
      const beside = childrenOf(term)
      return joined('and', conjunctExprs(beside, { ...context, beside }))
    }
    case 'or':
      return joined('or', disjunctExprs(term, context))
    case 'not':
      return oppositeExpr(term, context)
    case 'cmp':
      return comparisonExpr(term, context)
    case 'min_tier':
      return tierExpr('>=', textArgument(term))
    case 'has_cap':
      return capabilityExpr(term, context)
    case 'is':
      return name(textArgument(term))
    default: {
      const subject = SUBJECT_OF.get(term[0])
      if (subject === undefined) return raw(term)
      return isExpr(subject, textArgument(term), 'is')
    }
  }
}

function disjunctExprs(term: Term, context: ConditionContext): readonly Expr[] {
  return joinedNames(childrenOf(term), 'or').map((child) => {
    if ('kind' in child) return child
    const expr = conditionExpr(child, { ...context, beside: [child] })
    return expr.kind === 'and' ? group(expr) : expr
  })
}

function joined(kind: 'and' | 'or', operands: readonly Expr[]): Expr {
  const [only] = operands
  if (only !== undefined && operands.length === 1) return only
  const grouped = operands.map((operand) => (operand.kind === 'or' ? group(operand) : operand))
  return { kind, span: NOWHERE, operands: grouped }
}

/** `not`, where the language has a way to say it without pushing it further down. */
function oppositeExpr(term: Term, context: ConditionContext): Expr {
  const inner = subtermAt(term, 1)
  switch (inner[0]) {
    case 'is': {
      const field = textArgument(inner)
      if (field === 'disabled') return { kind: 'atom', span: NOWHERE, atom: 'enabled' }
      if (field === 'breaker_open') return { kind: 'atom', span: NOWHERE, atom: 'healthy' }
      return not(name(field))
    }
    case 'meets_req':
    case 'scope_matches':
      return not(conditionExpr(inner, context))
    case 'has_cap': {
      const expr = capabilityExpr(inner, context)
      return expr.kind === 'term' ? raw(term) : not(expr)
    }
    case 'min_tier':
      return tierExpr('<', textArgument(inner))
    default: {
      const subject = SUBJECT_OF.get(inner[0])
      return subject === undefined ? raw(term) : isExpr(subject, textArgument(inner), 'is not')
    }
  }
}

function comparisonExpr(term: Term, context: ConditionContext): Expr {
  const comparison = comparisonOf(term)
  const field = comparison && context.vocabulary.info.get(comparison.field)
  if (comparison === undefined || field === undefined || !('unit' in field)) return raw(term)
  const guard = knownGuard(field)
  if (guard !== undefined && isBound(term, field, guard)) return known(field)
  if (guard !== undefined && isBound(term, field, unknownBound(guard))) return not(known(field))
  const rank = rankExpr(comparison, context)
  if (rank !== undefined) return rank
  const [low, high] = field.domain
  if (!(comparison.value >= low && comparison.value <= high)) return raw(term)
  if (guard !== undefined && holds(field.field.default, comparison)) {
    // Compiling this adds the guard, so it has to be there.
    if (!context.beside.some((each) => isBound(each, field, guard))) return raw(term)
  }
  return {
    kind: 'compare',
    span: NOWHERE,
    first: name(field.name),
    rest: [
      {
        op: SIGNS[comparison.relation],
        opSpan: NOWHERE,
        operand: number(comparison.value, field.unit),
      },
    ],
  }
}

const SIGNS = {
  lt: '<',
  le: '<=',
  eq: '=',
  ne: '!=',
  ge: '>=',
  gt: '>',
} as const satisfies Record<Relation, Comparison>

function known(field: NumFieldInfo): Expr {
  return { kind: 'known', span: NOWHERE, field: name(field.name) }
}

/** `top 5 by quality` */
function rankExpr(
  { field, relation, value }: ComparisonTerm,
  { vocabulary }: ConditionContext,
): Expr | undefined {
  if (relation !== 'le' || !Number.isSafeInteger(value) || value < 1) return undefined
  const ranked = field.endsWith('_rank') ? field.slice(0, -'_rank'.length) : undefined
  const info = ranked === undefined ? undefined : vocabulary.info.get(ranked)
  if (info === undefined || !('unit' in info)) return undefined
  return { kind: 'top', span: NOWHERE, count: number(value), field: name(info.name) }
}

function tierExpr(op: Comparison, tier: string): Expr {
  const rest = [{ op, opSpan: NOWHERE, operand: nameOrText(tier) }]
  return { kind: 'compare', span: NOWHERE, first: name('tier'), rest }
}

function isExpr(subject: string, asked: string, how: 'is' | 'is not'): Expr {
  return {
    kind: 'is',
    span: NOWHERE,
    operand: name(subject),
    negated: how === 'is not',
    value: word(asked),
  }
}

/** `has tools` for `supports_tools`; in quotes what has no short form. */
function capabilityExpr(term: Term, { vocabulary }: ConditionContext): Expr {
  const capability = textArgument(term)
  const short = capability.replace(/^supports_/, '')
  const { capabilities } = vocabulary
  if (wireName(short, vocabulary) === capability && word(short).kind === 'name') {
    return { kind: 'has', span: NOWHERE, capability: name(short) }
  }
  if (capabilities.length > 0 && !capabilities.includes(capability)) return raw(term)
  return { kind: 'has', span: NOWHERE, capability: text(capability) }
}

function textArgument(term: Term): string {
  return String(term[1])
}
