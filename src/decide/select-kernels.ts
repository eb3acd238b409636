import type { Term } from '../ir/term.ts'
import { numberAt, type OperatorOf, rowOf, subtermAt } from './admitted.ts'
import { type Bits, hasBit } from './bits.ts'
import type { Context } from './context.ts'
import { minstd } from './minstd.ts'
import { type Inputs, type PredKernel, predKernel } from './pred-kernels.ts'
import { chainPlaces, placeKey } from './select.ts'
import { type Contest, sortByScore } from './sort.ts'

/** A selector compiled for a list of candidates. */
export interface SelectKernel {
  /** The predicates of its preferences, the outermost first; refreshed before every run. */
  readonly preferences: readonly PredKernel[]
  /**
   * Writes the order of a contest, and the scores too where the selector replaces them.
   *
   * @param limit how many of the first places have to be right; what follows is not to be read.
   */
  readonly arrange: (contest: Contest, context: Context, limit: number) => void
}

export function selectKernel(selector: Term, inputs: Inputs): SelectKernel {
  return rowOf(SELECT_KERNELS, selector)(selector, inputs)
}

type Compile = (selector: Term, inputs: Inputs) => SelectKernel

const SELECT_KERNELS: Readonly<Record<OperatorOf<'Selector'>, Compile>> = {
  argmax: () => ({
    preferences: [],
    arrange: (contest) => {
      keepAll(contest)
      sortByScore(contest)
    },
  }),
  ordered: () => ({ preferences: [], arrange: keepAll }),
  sample: (selector, { columns }) => {
    const temperature = Math.max(numberAt(selector, 1), 0)
    const ratio = temperature / (temperature + 1)
    const weights = new Float64Array(columns.size)
    const ranked = new Uint32Array(columns.size)
    return {
      preferences: [],
      arrange: (contest, { seed = 0 }, limit) => {
        keepAll(contest)
        sortByScore(contest)
        for (let rank = 0, weight = 1; rank < contest.kept; rank++, weight *= ratio) {
          weights[rank] = weight
        }
        ranked.set(contest.order)
        drawAll(contest, { ranked, weights, draw: minstd(seed), limit })
      },
    }
  },
  chain: (selector, { columns }) => {
    const places = chainPlaces(selector)
    const placeOfRow = Uint32Array.from(
      columns.candidates,
      ({ provider_id, model_family }) =>
        places.get(placeKey(provider_id, model_family)) ?? UNLISTED,
    )
    return {
      preferences: [],
      arrange: (contest) => {
        contest.kept = 0
        for (let i = 0; i < contest.count; i++) {
          const place = placeOfRow[contest.rows[i] ?? 0] ?? UNLISTED
          if (place === UNLISTED) continue
          contest.scores[i] = -place
          contest.order[contest.kept++] = i
        }
        sortByScore(contest)
      },
    }
  },
  top_k: (selector, inputs) => {
    const most = numberAt(selector, 1)
    const inner = selectKernel(subtermAt(selector, 2), inputs)
    return {
      preferences: inner.preferences,
      arrange: (contest, context, limit) => {
        inner.arrange(contest, context, Math.min(limit, most))
        contest.kept = Math.min(contest.kept, most)
      },
    }
  },
  prefer: (selector, inputs) => {
    const wanted = predKernel(subtermAt(selector, 1), inputs)
    const inner = selectKernel(subtermAt(selector, 2), inputs)
    return {
      preferences: [wanted, ...inner.preferences],
      arrange: (contest, context) => {
        inner.arrange(contest, context, Number.POSITIVE_INFINITY)
        partition(contest, wanted.mask)
      },
    }
  },
}

const UNLISTED = 0

function keepAll(contest: Contest): void {
  contest.kept = contest.count
  for (let i = 0; i < contest.count; i++) contest.order[i] = i
}

/** Those in the set first; both sides keep their order. */
function partition({ order, kept, rows, spare }: Contest, wanted: Bits): void {
  let first = 0
  let others = 0
  for (let i = 0; i < kept; i++) {
    const place = order[i] ?? 0
    if (hasBit(wanted, rows[place] ?? 0)) order[first++] = place
    else spare[others++] = place
  }
  for (let i = 0; i < others; i++) order[first + i] = spare[i] ?? 0
}

interface Lottery {
  /** The places before the first draw, best first. */
  readonly ranked: Uint32Array
  /** By rank before the first draw; they only ever fall. */
  readonly weights: Float64Array
  readonly draw: () => number
  readonly limit: number
}

/**
 * Draws places one after the other, each with a chance in proportion to the weight of its first
 * rank.
 *
 * In plain form every draw sums all remaining weights. They fall from one to the next, so once
 * adding one changes nothing in doubles none of the later ones does: both sums stop there with
 * the very result of the whole sum. For a low temperature that is after a few dozen.
 */
function drawAll({ order, kept, spare }: Contest, lottery: Lottery): void {
  const { ranked, weights, draw, limit } = lottery
  // `spare` holds the ranks that are still in the pool, ascending.
  for (let rank = 0; rank < kept; rank++) spare[rank] = rank
  for (let drawn = 0, left = kept; drawn < kept && drawn < limit; drawn++, left--) {
    const pick = pickIndex(spare, left, { weights, target: draw() * total(spare, left, weights) })
    order[drawn] = ranked[spare[pick] ?? 0] ?? 0
    spare.copyWithin(pick, pick + 1, left)
  }
}

function total(pool: Uint32Array, left: number, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < left; i++) {
    const next = sum + (weights[pool[i] ?? 0] ?? 0)
    if (next === sum) return sum
    sum = next
  }
  return sum
}

interface Aim {
  readonly weights: Float64Array
  readonly target: number
}

/** The first index at which the running sum of weights reaches the target, else the last. */
function pickIndex(pool: Uint32Array, left: number, { weights, target }: Aim): number {
  let sum = 0
  for (let i = 0; i < left; i++) {
    const next = sum + (weights[pool[i] ?? 0] ?? 0)
    if (target <= next) return i
    if (next === sum) break
    sum = next
  }
  return left - 1
}
