/** A line of either text, and which of them it is in. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/**
 * The lines of both texts in one list, as few changed as can be (Myers' greedy algorithm). Texts
 * that share next to nothing come out as one replaced by the other.
 */
export function lineDiff(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++
  const a = before.slice(start, before.length - end)
  const b = after.slice(start, after.length - end)
  return [
    ...signed(' ', before.slice(0, start)),
    ...(shortestEdit(a, b) ?? [...signed('-', a), ...signed('+', b)]),
    ...signed(' ', before.slice(before.length - end)),
  ]
}

/** Changes beyond which the search for the fewest is given up. */
const MOST_CHANGES = 1000

/**
 * `furthest` holds, for each diagonal x - y, how far into `a` the best path of so many changes has
 * come; one map a round is kept, and read backwards from the end.
 */
function shortestEdit(a: readonly string[], b: readonly string[]): readonly DiffLine[] | undefined {
  const rounds: ReadonlyMap<number, number>[] = []
  let furthest = new Map<number, number>([[1, 0]])
  for (let changes = 0; changes <= Math.min(MOST_CHANGES, a.length + b.length); changes++) {
    rounds.push(furthest)
    const next = new Map<number, number>()
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = isInsertion(furthest, diagonal, changes)
        ? (furthest.get(diagonal + 1) ?? 0)
        : (furthest.get(diagonal - 1) ?? 0) + 1
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++
      next.set(diagonal, x)
      if (x >= a.length && x - diagonal >= b.length) return readBack(a, b, rounds)
    }
    furthest = next
  }
  return undefined
}

function isInsertion(
  furthest: ReadonlyMap<number, number>,
  diagonal: number,
  changes: number,
): boolean {
  if (diagonal === -changes) return true
  if (diagonal === changes) return false
  return (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1)
}

function readBack(
  a: readonly string[],
  b: readonly string[],
  rounds: readonly ReadonlyMap<number, number>[],
): readonly DiffLine[] {
  const lines: DiffLine[] = []
  let x = a.length
  let y = b.length
  for (let changes = rounds.length - 1; changes >= 0; changes--) {
    const furthest = rounds[changes] ?? new Map<number, number>()
    const isInserted = isInsertion(furthest, x - y, changes)
    const fromDiagonal = isInserted ? x - y + 1 : x - y - 1
    const fromX = changes === 0 ? 0 : (furthest.get(fromDiagonal) ?? 0)
    const fromY = changes === 0 ? 0 : fromX - fromDiagonal
    while (x > fromX && y > fromY) {
      lines.push({ sign: ' ', text: a[x - 1] ?? '' })
      x--
      y--
    }
    if (changes > 0 && isInserted) lines.push({ sign: '+', text: b[--y] ?? '' })
    if (changes > 0 && !isInserted) lines.push({ sign: '-', text: a[--x] ?? '' })
  }
  return lines.reverse()
}

function signed(sign: DiffLine['sign'], texts: readonly string[]): readonly DiffLine[] {
  return texts.map((text) => ({ sign, text }))
}
