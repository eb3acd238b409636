/**
 * The candidate that `name` was most likely meant to be, or undefined when none is close.
 *
 * Close means an optimal string alignment distance (insert, delete, replace, swap neighbours) of
 * at most a third of the longer word, case ignored. Failing that, a name of three letters or more
 * stands for the shortest candidate it begins: `price` for `price_in`. Ties go to the first in
 * code unit order, so the answer does not depend on the order of `candidates`.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.slice(0, LONGEST).toLowerCase()
  const known = [...candidates].filter(({ length }) => length <= LONGEST).sort()
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const candidate of known) {
    const distance = alignmentDistance(wanted, candidate.toLowerCase())
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3))
    if (distance <= allowed && distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best ?? shortestBegunBy(wanted, known)
}

function shortestBegunBy(wanted: string, known: readonly string[]): string | undefined {
  if (wanted.length < SHORTEST_BEGINNING) return undefined
  const begun = known.filter((candidate) => candidate.toLowerCase().startsWith(wanted))
  return begun.sort((a, b) => a.length - b.length)[0]
}

const SHORTEST_BEGINNING = 3

/** Names beyond this are never suggested; it bounds the work on hostile input. */
const LONGEST = 64

function alignmentDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(beforeLast, j - 2) + 1)
      }
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
