import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import {
  numberAt,
  type OperatorOf,
  rowOf,
  subtermAt,
  subtermsOf,
  textAt,
} from '../decide/admitted.ts'
import { normalized } from '../decide/normalized.ts'
import { holds, relationOf } from '../decide/relation.ts'
import { clamped } from '../decide/score.ts'
import type { Relation } from '../ir/relations.ts'
import type { Term } from '../ir/term.ts'
import { lastBelow, lastUpTo, type NumberLine, numberLine, valueAfter } from './number-line.ts'

/*
 * Between which numbers a score lies, whoever the candidates are.
 *
 * Every figure may be anything that its domain allows, or its default where nobody knows it, but
 * for what the filter demands: of `price_out lt 20` and its like, outermost or in an `and`.
 *
 *     field quality        [-1, 1]     0..1, and -1 for unknown
 *     … under quality ge 0 [0, 1]
 *     normalize of it      [0, 1]      or 0 where all score alike
 *     gate P of it         [0, 1]      with what P demands, and 0
 *
 * Every step is an operation of the evaluator on the ends. Rounding keeps the order of numbers,
 * so no score lies outside. That a bound is met by some candidate is not promised: two fields may
 * be the same one.
 */

/** Both ends included, either may be infinite. */
export interface ScoreBounds {
  readonly low: number
  readonly high: number
  /** Whether a score may come out as no number: infinite figures against each other. */
  readonly mayBeNaN: boolean
}

export interface ScoreSetting {
  readonly vocabulary: CatalogVocabulary
  /** What every scored candidate passed. */
  readonly filter: Term
}

/** The bounds of a scorer, an admitted term. */
export function scoreBounds(scorer: Term, { vocabulary, filter }: ScoreSetting): ScoreBounds {
  const passed = demandsOf(filter)
  return boundsIn(normalized(scorer), { vocabulary, passed, gated: [] })
}

/** Whether all scores are one number. */
export function isFlat({ low, high, mayBeNaN }: ScoreBounds): boolean {
  return low === high && !mayBeNaN
}

interface Narrowing {
  readonly vocabulary: CatalogVocabulary
  /** What holds for every candidate. */
  readonly passed: readonly Demand[]
  /** What holds besides for those whose score counts. */
  readonly gated: readonly Demand[]
}

interface Demand {
  readonly field: string
  readonly relation: Relation
  readonly value: number
}

function demandsOf(pred: Term): readonly Demand[] {
  if (pred[0] === 'and') return subtermsOf(pred).flatMap(demandsOf)
  if (pred[0] !== 'cmp') return []
  const relation = relationOf(textAt(pred, 2))
  return [{ field: textAt(pred, 1), relation, value: numberAt(pred, 3) }]
}

function boundsIn(scorer: Term, narrowing: Narrowing): ScoreBounds {
  return rowOf(BOUNDS, scorer)(scorer, narrowing)
}

type Rule = (scorer: Term, narrowing: Narrowing) => ScoreBounds

const BOUNDS: Readonly<Record<OperatorOf<'Scorer'>, Rule>> = {
  zero: () => exactly(0),
  lit: (scorer) => exactly(numberAt(scorer, 1)),
  field: (scorer, narrowing) => fieldBounds(textAt(scorer, 1), narrowing),
  add: (scorer, narrowing) =>
    subtermsOf(scorer)
      .map((child) => boundsIn(child, narrowing))
      .reduce(sum),
  scale: (scorer, narrowing) =>
    scaled(numberAt(scorer, 1), boundsIn(subtermAt(scorer, 2), narrowing)),
  gate: (scorer, { gated, ...rest }) => {
    const inside = { ...rest, gated: [...gated, ...demandsOf(subtermAt(scorer, 1))] }
    const { low, high, mayBeNaN } = boundsIn(subtermAt(scorer, 2), inside)
    return { low: Math.min(low, 0), high: Math.max(high, 0), mayBeNaN }
  },
  neg: (scorer, narrowing) => {
    const { low, high, mayBeNaN } = boundsIn(subtermAt(scorer, 1), narrowing)
    return { low: 1 - high, high: 1 - low, mayBeNaN }
  },
  normalize: (scorer, narrowing) => {
    // It reads the scores of all that passed, whatever gates are around it.
    const inner = boundsIn(subtermAt(scorer, 1), { ...narrowing, gated: [] })
    return isFlat(inner) ? exactly(0) : { low: 0, high: 1, mayBeNaN: false }
  },
  clamp: (scorer, narrowing) => {
    const [from, to] = [numberAt(scorer, 1), numberAt(scorer, 2)]
    const { low, high, mayBeNaN } = boundsIn(subtermAt(scorer, 3), narrowing)
    // Swapped bounds make two values of all, in an order that is none.
    if (from > to) return { low: to, high: from, mayBeNaN }
    return { low: clamped(low, from, to), high: clamped(high, from, to), mayBeNaN }
  },
}

function exactly(value: number): ScoreBounds {
  return { low: value, high: value, mayBeNaN: false }
}

function sum(a: ScoreBounds, b: ScoreBounds): ScoreBounds {
  const low = a.low + b.low
  const high = a.high + b.high
  const clash =
    (a.high === Number.POSITIVE_INFINITY && b.low === Number.NEGATIVE_INFINITY) ||
    (a.low === Number.NEGATIVE_INFINITY && b.high === Number.POSITIVE_INFINITY)
  return {
    low: Number.isNaN(low) ? Number.NEGATIVE_INFINITY : low,
    high: Number.isNaN(high) ? Number.POSITIVE_INFINITY : high,
    mayBeNaN: a.mayBeNaN || b.mayBeNaN || clash,
  }
}

function scaled(by: number, { low, high, mayBeNaN }: ScoreBounds): ScoreBounds {
  if (by === 0) {
    const ends = [low, high]
    return { ...exactly(0), mayBeNaN: mayBeNaN || !ends.every(Number.isFinite) }
  }
  const ends = [by * low, by * high]
  return { low: Math.min(...ends), high: Math.max(...ends), mayBeNaN }
}

/** What is left of the domain and the default. All of both where the demands leave nothing. */
function fieldBounds(name: string, { vocabulary, passed, gated }: Narrowing): ScoreBounds {
  const line = numberLine(name, vocabulary)
  const demands = [...passed, ...gated].filter(({ field }) => field === name)
  const ranges = demands.map((demand) => rangeOf(demand, line))
  const low = Math.max(line.low, ...ranges.map(([first]) => first))
  const high = Math.min(line.high, ...ranges.map(([, last]) => last))
  const { absent } = line
  const mayBeAbsent =
    absent !== undefined && demands.every(({ relation, value }) => holds(absent, relation, value))
  const ends = [...(low <= high ? [low, high] : []), ...(mayBeAbsent ? [absent] : [])]
  if (ends.length === 0) ends.push(line.low, line.high, absent ?? line.low)
  return { low: Math.min(...ends), high: Math.max(...ends), mayBeNaN: false }
}

function rangeOf(
  { relation, value }: Demand,
  line: NumberLine,
): readonly [first: number, last: number] {
  switch (relation) {
    case 'lt':
      return [line.low, lastBelow(line, value)]
    case 'le':
      return [line.low, lastUpTo(line, value)]
    case 'eq':
      return [value, value]
    case 'ge':
      return [value, line.high]
    case 'gt':
      return [valueAfter(line, value), line.high]
    default:
      return [line.low, line.high]
  }
}
