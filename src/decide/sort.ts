/** Survivors and what is known of their order. A place is an index into `rows` and `scores`. */
export interface Contest {
  /** The rows that survived the filter, ascending. */
  readonly rows: Uint32Array
  readonly scores: Float64Array
  /** How many of `rows` and `scores` count. */
  count: number
  /** Places in the order in which they are tried. */
  readonly order: Uint32Array
  /** How many of `order` count. */
  kept: number
  /** Room to work in, as long as `order`. */
  readonly spare: Uint32Array
}

/** An empty contest with room for that many rows. */
export function contestOf(size: number): Contest {
  return {
    rows: new Uint32Array(size),
    scores: new Float64Array(size),
    count: 0,
    order: new Uint32Array(size),
    kept: 0,
    spare: new Uint32Array(size),
  }
}

/**
 * Sorts the kept places by score, higher first and NaN last; places of equal score keep their
 * order.
 *
 * In plain form:
 *
 *     order.subarray(0, kept).sort((a, b) => compareScores(scores[a], scores[b]))
 *
 * That calls back on every comparison and allocates. This is a merge sort upwards from short
 * runs, between two buffers, with the scores read straight from their column.
 */
export function sortByScore({ order, scores, kept, spare }: Contest): void {
  const numbers = putNumbersFirst(order, scores, { kept, spare })
  for (let start = 0; start < numbers; start += RUN) {
    insertionSort(order, scores, { start, end: Math.min(start + RUN, numbers) })
  }
  let from = order
  let to = spare
  for (let width = RUN; width < numbers; width *= 2) {
    for (let start = 0; start < numbers; start += 2 * width) {
      const middle = Math.min(start + width, numbers)
      const end = Math.min(middle + width, numbers)
      merge(from, to, { scores, start, middle, end })
    }
    const full = to
    to = from
    from = full
  }
  if (from !== order) for (let i = 0; i < numbers; i++) order[i] = from[i] ?? 0
}

const RUN = 8

/** Moves the places whose score is NaN behind all others, and answers how many the others are. */
function putNumbersFirst(
  order: Uint32Array,
  scores: Float64Array,
  { kept, spare }: Pick<Contest, 'kept' | 'spare'>,
): number {
  let numbers = 0
  let strays = 0
  for (let i = 0; i < kept; i++) {
    const place = order[i] ?? 0
    if (Number.isNaN(scores[place])) spare[strays++] = place
    else order[numbers++] = place
  }
  for (let i = 0; i < strays; i++) order[numbers + i] = spare[i] ?? 0
  return numbers
}

function insertionSort(
  order: Uint32Array,
  scores: Float64Array,
  { start, end }: { readonly start: number; readonly end: number },
): void {
  for (let i = start + 1; i < end; i++) {
    const place = order[i] ?? 0
    const score = scores[place] ?? 0
    let hole = i
    for (; hole > start && (scores[order[hole - 1] ?? 0] ?? 0) < score; hole--) {
      order[hole] = order[hole - 1] ?? 0
    }
    order[hole] = place
  }
}

interface Halves {
  readonly scores: Float64Array
  readonly start: number
  readonly middle: number
  readonly end: number
}

/** Merges two sorted neighbours; of equal scores, the left half's come first. */
function merge(from: Uint32Array, to: Uint32Array, { scores, start, middle, end }: Halves): void {
  let left = start
  let right = middle
  for (let i = start; i < end; i++) {
    const takeRight =
      left >= middle ||
      (right < end && (scores[from[right] ?? 0] ?? 0) > (scores[from[left] ?? 0] ?? 0))
    to[i] = (takeRight ? from[right++] : from[left++]) ?? 0
  }
}
