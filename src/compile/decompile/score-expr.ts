import type { Unit } from '../../catalog/units.ts'
import type { CatalogVocabulary, NumFieldInfo } from '../../catalog/vocabulary.ts'
import { childrenOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { Expr } from '../../syntax/ast.ts'
import { group, NOWHERE, name, negated, number, raw } from './build.ts'
import { conditionExpr } from './condition-expr.ts'

export interface ScoreContext {
  readonly vocabulary: CatalogVocabulary
  readonly hideGuards: boolean
  /** Whether the filter says that a field is known: only then may it be read by name. */
  readonly isGuarded: (field: NumFieldInfo) => boolean
}

/** A score as an expression that compiles to it, and the fields that it reads by name. */
export interface ScoreExpr {
  readonly expr: Expr
  readonly reads: ReadonlySet<NumFieldInfo>
}

/**
 * A scorer in normal form as an expression. What arithmetic on constants or the guards would
 * change on the way back becomes `term [...]` in its place.
 */
export function scoreExpr(term: Term, context: ScoreContext): ScoreExpr {
  const reads = new Set<NumFieldInfo>()
  const expr = exprOf(term, { ...context, reads, shielded: 'none' })
  return { expr, reads }
}

interface Writing extends ScoreContext {
  readonly reads: Set<NumFieldInfo>
  /**
   * Whose unknown values do no harm and bring no guard: inside a `clamp` those of all fields,
   * inside a `norm` in it those of fields with a finite default.
   */
  readonly shielded: 'none' | 'finite' | 'all'
}

function exprOf(term: Term, writing: Writing): Expr {
  switch (term[0]) {
    case 'lit':
      return number(numberArgument(term, 1))
    case 'field':
      return fieldExpr(term, writing)
    case 'scale':
      return scaleExpr(term, writing)
    case 'neg':
      return negExpr(term, writing)
    case 'add':
      return sumExpr(term, writing)
    case 'normalize': {
      const shielded = writing.shielded === 'none' ? 'none' : 'finite'
      const inner = exprOf(subtermAt(term, 1), { ...writing, shielded })
      return { kind: 'call', span: NOWHERE, function: name('norm'), args: [inner] }
    }
    case 'clamp':
      return clampExpr(term, writing)
    case 'gate': {
      const condition = subtermAt(term, 1)
      const beside = {
        ...writing,
        beside: condition[0] === 'and' ? childrenOf(condition) : [condition],
      }
      return {
        kind: 'if',
        span: NOWHERE,
        value: asFactor(exprOf(subtermAt(term, 2), writing)),
        condition: conditionExpr(condition, beside),
      }
    }
    default:
      return raw(term)
  }
}

function fieldExpr(term: Term, { vocabulary, isGuarded, reads, shielded }: Writing): Expr {
  const field = vocabulary.info.get(String(term[1]))
  if (field === undefined || !('unit' in field)) return raw(term)
  const harmless = shielded === 'finite' ? Number.isFinite(field.field.default) : shielded === 'all'
  if (harmless) return name(field.name)
  if (!isGuarded(field)) return raw(term)
  reads.add(field)
  return name(field.name)
}

/** `0.7 * s`, `-s`. A constant, or a factor of a factor, would be multiplied out. */
function scaleExpr(term: Term, writing: Writing): Expr {
  const factor = numberArgument(term, 1)
  const inner = subtermAt(term, 2)
  if (inner[0] === 'lit' || inner[0] === 'zero') return raw(term)
  const expr = inner[0] === 'scale' ? raw(inner) : asFactor(exprOf(inner, writing))
  if (factor === -1) return negated(expr)
  return { kind: 'product', span: NOWHERE, factors: [number(factor), expr] }
}

/** `1 - s`. With a constant or a negative weight, it would be worked out otherwise. */
function negExpr(term: Term, writing: Writing): Expr {
  const inner = subtermAt(term, 1)
  const changes =
    inner[0] === 'lit' ||
    inner[0] === 'zero' ||
    (inner[0] === 'scale' && numberArgument(inner, 1) < 0)
  const operand = changes ? raw(inner) : asSummand(exprOf(inner, writing))
  return { kind: 'sum', span: NOWHERE, first: number(1), rest: [{ sign: '-', operand }] }
}

/** `a + b - c`. Constants would be added up, so only one that survives that is written. */
function sumExpr(term: Term, writing: Writing): Expr {
  const children = childrenOf(term)
  const literals = children.filter(([op]) => op === 'lit')
  const [literal] = literals
  const value = literal === undefined ? 0 : numberArgument(literal, 1)
  const rest = children.filter(([op]) => op !== 'lit')
  const turnsIntoNeg = value === 1 && rest.length === 1 && isNegative(rest[0])
  const plain = literals.length === 1 && value !== 0 && !turnsIntoNeg
  const operands = [...rest, ...literals].map((child) => {
    if (child[0] === 'lit') return plain ? exprOf(child, writing) : raw(child)
    return summandExpr(child, writing)
  })
  const [first, ...others] = operands
  if (first === undefined) return raw(term)
  return { kind: 'sum', span: NOWHERE, first: asSummand(first), rest: others.map(signed) }
}

/** A `1 - s` in a sum would become part of the sum; times 1 it stays what it is. */
function summandExpr(child: Term, writing: Writing): Expr {
  const expr = exprOf(child, writing)
  if (child[0] !== 'neg') return expr
  return { kind: 'product', span: NOWHERE, factors: [number(1), group(expr)] }
}

function isNegative(term: Term | undefined): boolean {
  return term?.[0] === 'scale' && numberArgument(term, 1) < 0
}

/** A summand after the first, its sign taken out where it has one. */
function signed(expr: Expr): { readonly sign: '+' | '-'; readonly operand: Expr } {
  if (expr.kind === 'negate') return { sign: '-', operand: expr.operand }
  if (expr.kind === 'product') {
    const [first, ...others] = expr.factors
    if (first?.kind === 'negate') {
      return { sign: '-', operand: { ...expr, factors: [first.operand, ...others] } }
    }
  }
  return { sign: '+', operand: asSummand(expr) }
}

function clampExpr(term: Term, writing: Writing): Expr {
  const low = numberArgument(term, 1)
  const high = numberArgument(term, 2)
  const inner = subtermAt(term, 3)
  if (low > high) return raw(term)
  const unit = unitOf(inner, writing) ?? 'number'
  return {
    kind: 'call',
    span: NOWHERE,
    function: name('clamp'),
    args: [exprOf(inner, { ...writing, shielded: 'all' }), number(low, unit), number(high, unit)],
  }
}

/** What a score measures, as the checker sees it once it is written. */
function unitOf(term: Term, writing: Writing): Unit | undefined {
  switch (term[0]) {
    case 'field': {
      const field = writing.vocabulary.info.get(String(term[1]))
      return field !== undefined && 'unit' in field ? field.unit : undefined
    }
    case 'normalize':
      return 'ratio'
    case 'clamp':
      return unitOf(subtermAt(term, 3), writing)
    case 'gate':
      return unitOf(subtermAt(term, 2), writing)
    case 'neg':
      return unitOf(subtermAt(term, 1), writing)
    case 'scale':
      // A weight takes the unit away, a mere sign does not.
      return numberArgument(term, 1) === -1 && subtermAt(term, 2)[0] !== 'scale'
        ? unitOf(subtermAt(term, 2), writing)
        : undefined
    case 'add': {
      const units = new Set(
        childrenOf(term)
          .map((child) => unitOf(child, writing))
          .filter((unit) => unit !== undefined && unit !== 'number'),
      )
      const [only] = units
      return units.size === 1 ? only : undefined
    }
    case 'lit':
      return 'number'
    default:
      return undefined
  }
}

/** An expression as a factor, or behind a sign: what binds more loosely gets parentheses. */
function asFactor(expr: Expr): Expr {
  const loose = expr.kind === 'product' || expr.kind === 'negate'
  return loose ? group(expr) : asSummand(expr)
}

function asSummand(expr: Expr): Expr {
  return expr.kind === 'sum' || expr.kind === 'if' ? group(expr) : expr
}

function numberArgument(term: Term, index: number): number {
  return Number(term[index])
}
