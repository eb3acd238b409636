import type { Candidate } from '../catalog/candidate.ts'
import type { Term } from '../ir/term.ts'
import { numberAt, type OperatorOf, rowOf, subtermAt, subtermsOf, textAt } from './admitted.ts'
import type { Context } from './context.ts'
import { observeNumber } from './observe.ts'
import { verdict } from './pred.ts'

/**
 * The score of every candidate of a population, in its order. The population matters: `normalize`
 * reads all of it. A score may be infinite or NaN.
 */
export function scores(
  scorer: Term,
  population: readonly Candidate[],
  context: Context,
): readonly number[] {
  return rowOf(SCORES, scorer)(scorer, population, context)
}

type Grade = (scorer: Term, population: readonly Candidate[], context: Context) => readonly number[]

const SCORES: Readonly<Record<OperatorOf<'Scorer'>, Grade>> = {
  zero: (_, population) => population.map(() => 0),
  lit: (scorer, population) => population.map(() => numberAt(scorer, 1)),
  field: (scorer, population, context) =>
    population.map((candidate) => observeNumber(textAt(scorer, 1), candidate, context).value),
  add: (scorer, population, context) =>
    subtermsOf(scorer)
      .map((child) => scores(child, population, context))
      .reduce((sum, child) => sum.map((value, i) => value + at(child, i))),
  scale: (scorer, population, context) =>
    scores(subtermAt(scorer, 2), population, context).map((value) => numberAt(scorer, 1) * value),
  gate: (scorer, population, context) =>
    scores(subtermAt(scorer, 2), population, context).map((value, i) =>
      verdict(subtermAt(scorer, 1), at(population, i), context) === true ? value : 0,
    ),
  neg: (scorer, population, context) =>
    scores(subtermAt(scorer, 1), population, context).map((value) => 1 - value),
  normalize: (scorer, population, context) => {
    const values = scores(subtermAt(scorer, 1), population, context)
    const range = rangeOf(values)
    return values.map((value) => normalized(value, range))
  },
  clamp: (scorer, population, context) =>
    scores(subtermAt(scorer, 3), population, context).map((value) =>
      clamped(value, numberAt(scorer, 1), numberAt(scorer, 2)),
    ),
}

/** The least and the greatest of the values. NaN counts for nothing; of nothing, low > high. */
export interface Range {
  readonly low: number
  readonly high: number
}

export function rangeOf(values: readonly number[]): Range {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}

/** The ends are pinned to 0 and 1, so that an infinite end leaves no infinity and no NaN. */
function normalized(value: number, { low, high }: Range): number {
  if (high <= low) return 0
  if (value >= high) return 1
  if (value <= low) return 0
  const share = (value - low) / (high - low)
  return Number.isNaN(share) ? 0 : share
}

/** The lower bound is tried first, so it wins where the bounds are swapped. NaN stays NaN. */
export function clamped(value: number, low: number, high: number): number {
  if (value < low) return low
  return Math.min(value, high)
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new Error('scores and candidates differ in number')
  return item
}
