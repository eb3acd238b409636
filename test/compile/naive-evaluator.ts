import { unreachable } from '../../src/base/unreachable.ts'
import type { Candidate } from '../../src/catalog/candidate.ts'
import { parseQuantity } from '../../src/catalog/units.ts'
import { DEFAULT_TIERS } from '../../src/ir/index.ts'
import type { Expr } from '../../src/syntax/ast.ts'

/*
 * What expressions mean, read off the syntax tree without compiling anything: the rule for the
 * unknown is followed word for word. Only the forms that `policy-text.ts` writes.
 */

/** The fields whose absence is a value like any other, and that value. */
const LEGITIMATE: Readonly<Record<string, number>> = { success_rate: 1, credits: 0 }

/** The value of a number field, or undefined where it is unknown. */
export function figure(field: string, candidate: Candidate): number | undefined {
  const value = candidate[field]
  return typeof value === 'number' ? value : LEGITIMATE[field]
}

/**
 * Whether a condition, or its opposite, holds of a candidate. What is not known passes no rule
 * about it, negated or not.
 */
export function holds(expr: Expr, candidate: Candidate, wanted = true): boolean {
  switch (expr.kind) {
    case 'group':
      return holds(expr.inner, candidate, wanted)
    case 'not':
      return holds(expr.operand, candidate, !wanted)
    case 'and':
    case 'or': {
      const each = (operand: Expr) => holds(operand, candidate, wanted)
      return (expr.kind === 'and') === wanted ? expr.operands.every(each) : expr.operands.some(each)
    }
    case 'compare': {
      const [step] = expr.rest
      if (step === undefined || expr.rest.length > 1) throw new Error('one comparison at a time')
      return compares(expr.first, step.op, step.operand, { candidate, wanted })
    }
    case 'between': {
      const value = figure(nameOf(expr.operand), candidate)
      if (value === undefined) return false
      return (constant(expr.low) <= value && value <= constant(expr.high)) === wanted
    }
    case 'in': {
      const field = nameOf(expr.operand)
      const positive = wanted !== expr.negated
      if (field === 'provider') {
        return expr.items.some((item) => nameOf(item) === candidate.provider_id) === positive
      }
      const value = figure(field, candidate)
      if (value === undefined) return false
      return expr.items.some((item) => constant(item) === value) === positive
    }
    case 'is': {
      const found = { provider: candidate.provider_id, family: candidate.model_family }
      const subject = nameOf(expr.operand)
      const actual = subject === 'tier' ? tierOf(candidate) : found[subject as keyof typeof found]
      return (actual === expr.value.text) === (wanted !== expr.negated)
    }
    case 'name':
      return (candidate[expr.text] === true) === wanted
    case 'atom':
      return atomHolds(expr.atom, candidate) === wanted
    case 'has':
      return (candidate.capabilities?.[`supports_${expr.capability.text}`] === true) === wanted
    case 'known':
      return (typeof candidate[expr.field.text] === 'number') === wanted
    case 'top': {
      const rank = candidate[`${expr.field.text}_rank`]
      return typeof rank === 'number' && rank <= constant(expr.count) === wanted
    }
    default:
      throw new Error(`not a condition of these tests: ${expr.kind}`)
  }
}

function atomHolds(atom: string, candidate: Candidate): boolean {
  switch (atom) {
    case 'healthy':
      return candidate.breaker_open !== true
    case 'enabled':
      return candidate.disabled !== true
    case 'nothing':
      return false
    default:
      // The requests of these tests need nothing and have no scope; candidates have none either.
      return true
  }
}

interface Asked {
  readonly candidate: Candidate
  readonly wanted: boolean
}

function compares(first: Expr, op: string, second: Expr, { candidate, wanted }: Asked): boolean {
  if (nameOf(first) === 'tier') {
    const a = DEFAULT_TIERS.indexOf(tierOf(candidate))
    return related(a, op, DEFAULT_TIERS.indexOf(nameOf(second))) === wanted
  }
  const [a, b] = [first, second].map((side) =>
    side.kind === 'name' ? figure(side.text, candidate) : constant(side),
  )
  return a !== undefined && b !== undefined && related(a, op, b) === wanted
}

function related(a: number, op: string, b: number): boolean {
  if (op === '<') return a < b
  if (op === '<=') return a <= b
  if (op === '>') return a > b
  if (op === '>=') return a >= b
  return (a === b) === (op === '=')
}

function tierOf({ tier }: Candidate): string {
  return tier ?? 'fallback'
}

function nameOf(expr: Expr): string {
  return expr.kind === 'name' || expr.kind === 'text' ? expr.text : ''
}

function constant(expr: Expr): number {
  if (expr.kind === 'negate') return -constant(expr.operand)
  const quantity = expr.kind === 'quantity' ? parseQuantity(expr.text) : undefined
  if (quantity === undefined) throw new Error(`not a constant of these tests: ${expr.kind}`)
  return quantity.value
}

/** The fields that a score reads outside of any clamp: a model has to have them all. */
export function reads(expr: Expr): readonly string[] {
  switch (expr.kind) {
    case 'name':
      return [expr.text]
    case 'group':
      return reads(expr.inner)
    case 'negate':
      return reads(expr.operand)
    case 'sum':
      return [expr.first, ...expr.rest.map((each) => each.operand)].flatMap(reads)
    case 'product':
      return expr.factors.flatMap(reads)
    case 'if':
      return isNothing(expr.condition) ? [] : reads(expr.value)
    case 'call':
      return expr.function.text === 'clamp' ? [] : expr.args.flatMap(reads)
    default:
      return []
  }
}

/** Whether a condition can be seen to hold of no model at all. */
function isNothing(condition: Expr): boolean {
  return constantly(condition) === false
}

/** What a condition without any model in it comes to. */
function constantly(expr: Expr): boolean | undefined {
  switch (expr.kind) {
    case 'group':
      return constantly(expr.inner)
    case 'atom':
      return expr.atom === 'anything' ? true : expr.atom === 'nothing' ? false : undefined
    case 'not': {
      const inner = constantly(expr.operand)
      return inner === undefined ? undefined : !inner
    }
    case 'and':
    case 'or': {
      const values = expr.operands.map(constantly)
      const decisive = expr.kind === 'or'
      if (values.includes(decisive)) return decisive
      return values.includes(undefined) ? undefined : !decisive
    }
    default:
      return undefined
  }
}

/** The score of every survivor, in order. */
export function scores(expr: Expr, survivors: readonly Candidate[]): readonly number[] {
  switch (expr.kind) {
    case 'group':
      return scores(expr.inner, survivors)
    case 'quantity':
      return survivors.map(() => constant(expr))
    case 'name':
      return survivors.map((candidate) => figure(expr.text, candidate) ?? Number.NaN)
    case 'negate':
      return scores(expr.operand, survivors).map((score) => -score)
    case 'sum': {
      const parts = [{ sign: '+', operand: expr.first }, ...expr.rest].map(({ sign, operand }) =>
        scores(operand, survivors).map((score) => (sign === '+' ? score : -score)),
      )
      return survivors.map((_, i) => parts.reduce((total, part) => total + (part[i] ?? 0), 0))
    }
    case 'product': {
      const factors = expr.factors.map((factor) => scores(factor, survivors))
      return survivors.map((_, i) => factors.reduce((total, each) => total * (each[i] ?? 0), 1))
    }
    case 'if': {
      const values = scores(expr.value, survivors)
      return survivors.map((each, i) => (holds(expr.condition, each) ? (values[i] ?? 0) : 0))
    }
    case 'call':
      return called(expr, survivors)
    case 'or':
    case 'and':
    case 'not':
    case 'compare':
    case 'between':
    case 'in':
    case 'is':
    case 'text':
    case 'boolean':
    case 'atom':
    case 'has':
    case 'top':
    case 'known':
    case 'match':
    case 'term':
      throw new Error(`not a score of these tests: ${expr.kind}`)
    default:
      return unreachable(expr)
  }
}

function called(expr: Expr & { kind: 'call' }, survivors: readonly Candidate[]): readonly number[] {
  const [first, low, high] = expr.args
  if (first === undefined) return []
  if (expr.function.text === 'clamp' && low !== undefined && high !== undefined) {
    return survivors.map((candidate) => {
      // What is unknown is as bad, or as good, as the end of the range on its side.
      const value = figure(nameOf(first), candidate) ?? DEFAULTS[nameOf(first)] ?? 0
      return Math.min(constant(high), Math.max(constant(low), value))
    })
  }
  const values = scores(first, survivors)
  const [min, max] = [Math.min(...values), Math.max(...values)]
  return values.map((value) => (max > min ? (value - min) / (max - min) : 0))
}

const DEFAULTS: Readonly<Record<string, number>> = {
  price_in: Number.POSITIVE_INFINITY,
  price_out: Number.POSITIVE_INFINITY,
  latency_ms: Number.POSITIVE_INFINITY,
  quality: -1,
  tool_calling: -1,
}
