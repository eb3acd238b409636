import { nearestName } from '../base/nearest-name.ts'
import { ok, type Result } from '../base/result.ts'
import type { Admission } from './admission.ts'
import { ADMIT_PARAM } from './admit-param.ts'
import { describeStart, describeValue, quote } from './describe-value.ts'
import { type Limits, MAX_DEPTH, MAX_NODES, NO_LIMITS } from './limits.ts'
import {
  argumentSort,
  isSubtermSort,
  isVariadic,
  OPERATORS,
  type Operator,
  operatorOf,
  type Sort,
} from './operators.ts'
import { isPlainArray, lengthOf, ownValue } from './plain-data.ts'
import { inside, type Refused, refuse, refuseName } from './refuse.ts'
import { SORT_NAMES } from './sort-names.ts'
import type { Param, Refusal, Term } from './term.ts'
import { STANDARD_VOCABULARY, type Vocabulary } from './vocabulary.ts'

export interface Admitted {
  readonly sort: Sort
  /** A copy that shares nothing with the value it was made from. */
  readonly term: Term
}

/**
 * Whether an outside value is a term over `vocabulary`, before anything of it runs.
 *
 * Total and bounded: it never throws, and gives up beyond {@link MAX_DEPTH} levels or
 * {@link MAX_NODES} operations. Every term is looked at in one order: depth, number of
 * operations, shape, operation, number of arguments, then the arguments from left to right. The
 * first fault is the answer, so two hosts name the same one.
 *
 * @param limits pass {@link CALLER_LIMITS} when the term arrived with a request.
 */
export function admit(
  term: unknown,
  vocabulary: Vocabulary = STANDARD_VOCABULARY,
  limits: Limits = NO_LIMITS,
): Result<Admitted, Refusal> {
  const outcome = admitTerm(term, { vocabulary, limits })
  return outcome.ok ? outcome : inside('$', outcome)
}

/** As {@link admit}, with the path of a refusal relative to the term. */
export function admitTerm(term: unknown, admission: Admission): Result<Admitted, Refusal> {
  return admitNode(term, 1, { ...admission, nodes: 0 })
}

interface Walk extends Admission {
  /** How many operations have been entered. */
  nodes: number
}

/** Recursion ends at {@link MAX_DEPTH}, however deep the value is. */
function admitNode(value: unknown, depth: number, walk: Walk): Result<Admitted, Refusal> {
  if (depth > MAX_DEPTH) return refuse('UH8005', `a term may have at most ${MAX_DEPTH} levels`)
  walk.nodes += 1
  if (walk.nodes > MAX_NODES) {
    return refuse('UH8005', `a term may have at most ${MAX_NODES} operations`)
  }
  if (!isPlainArray(value)) return notATerm(describeValue(value))
  const op = ownValue(value, 0)
  if (typeof op !== 'string') return notATerm(describeStart(value))
  const operator = operatorOf(op)
  if (operator === undefined) {
    const nearest = nearestName(op, Object.keys(OPERATORS))
    return refuseName('UH8002', `unknown op ${quote(op)}`, nearest)
  }
  const length = lengthOf(value)
  const miscounted = arityFault(op, operator, length - 1)
  if (miscounted !== undefined) return refuse('UH8003', miscounted)

  const args: (Term | Param)[] = []
  for (let i = 1; i < length; i++) {
    const sort = argumentSort(operator, i)
    if (sort === undefined) break
    const argument = ownValue(value, i)
    const outcome = isSubtermSort(sort)
      ? admitSubterm(argument, sort, { depth: depth + 1, walk })
      : ADMIT_PARAM[sort](argument, walk)
    if (!outcome.ok) return inside(`.${op}[${i}]`, outcome)
    args.push(outcome.value)
  }
  return ok({ sort: operator.out, term: [op, ...args] })
}

interface Descent {
  readonly depth: number
  readonly walk: Walk
}

function admitSubterm(value: unknown, sort: Sort, { depth, walk }: Descent): Result<Term, Refusal> {
  const outcome = admitNode(value, depth, walk)
  if (!outcome.ok) return outcome
  const { sort: found, term } = outcome.value
  if (found === sort) return ok(term)
  const message = `expected ${SORT_NAMES[sort]}, found ${quote(term[0])}, ${SORT_NAMES[found]}`
  return refuse('UH8004', message)
}

function notATerm(found: string): Refused {
  const wanted = 'a term, an array that begins with the name of an operation'
  return refuse('UH8001', `expected ${wanted}, found ${found}`)
}

function arityFault(op: string, operator: Operator, found: number): string | undefined {
  const { in: sorts } = operator
  if (isVariadic(sorts)) {
    return found >= 1 ? undefined : `${quote(op)} takes at least 1 argument, found none`
  }
  if (sorts.length === found) return undefined
  const wanted = sorts.length === 0 ? '' : ` (${sorts.map((sort) => SORT_NAMES[sort]).join(', ')})`
  const plural = sorts.length === 1 ? 'argument' : 'arguments'
  return `${quote(op)} takes ${sorts.length || 'no'} ${plural}${wanted}, found ${found || 'none'}`
}
