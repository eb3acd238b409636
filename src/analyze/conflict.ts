import type { Term } from '../ir/term.ts'
import { openSpace, type Region, type Space, type SpaceOptions } from './space.ts'

/**
 * A smallest reason why the conjuncts never hold together: indices, ascending, of some that
 * contradict each other while any fewer of them do not. One that never holds is alone; else two
 * that exclude each other, the earliest such pair; else a set from which nothing can be left out,
 * which prefers early conjuncts. Undefined where they can hold together, or the budget was spent.
 */
export function conflict(
  conjuncts: readonly Term[],
  options: SpaceOptions,
): readonly number[] | undefined {
  const space = openSpace(conjuncts, options)
  const regions = conjuncts.map((each) => space.of(each))
  const alone = regions.findIndex((region) => space.isEmpty(region) === true)
  if (alone >= 0) return [alone]
  const core = irreducible(regions, space)
  if (core === undefined || core.length <= 2) return core
  return earliestPair(regions, space) ?? core
}

/** Leaves out one after the other, the last first, whatever is not needed for the contradiction. */
function irreducible(regions: readonly Region[], space: Space): readonly number[] | undefined {
  const before = prefixes(regions, space)
  const kept: number[] = []
  let needed = space.all
  for (let i = regions.length - 1; i >= 0; i--) {
    const region = regions[i] ?? space.all
    const without = space.isEmpty(space.and(before[i] ?? space.all, needed))
    if (without === undefined) return undefined
    if (without) continue
    kept.unshift(i)
    needed = space.and(region, needed)
  }
  return space.isEmpty(needed) === true ? kept : undefined
}

/** At every index, where all before it hold. */
function prefixes(regions: readonly Region[], space: Space): readonly Region[] {
  const before: Region[] = []
  let sum = space.all
  for (const region of regions) {
    before.push(sum)
    sum = space.and(sum, region)
  }
  return before
}

/** There may be a pair although leaving out one after the other came to a larger set. */
function earliestPair(regions: readonly Region[], space: Space): readonly number[] | undefined {
  if (regions.length > MAX_PAIRED) return undefined
  for (const [i, first] of regions.entries()) {
    for (let j = i + 1; j < regions.length; j++) {
      if (space.isEmpty(space.and(first, regions[j] ?? space.all)) === true) return [i, j]
    }
  }
  return undefined
}

/** Beyond this, trying all pairs would take too long. */
const MAX_PAIRED = 256
