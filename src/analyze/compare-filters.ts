import type { Term } from '../ir/term.ts'
import { openSpace, type SpaceOptions } from './space.ts'
import type { Witness } from './witness.ts'

/** How a filter stands to another, with a candidate for each way in which they differ. */
export interface FilterComparison {
  /** What the first is, held against the second: `narrower` when it holds for fewer. */
  readonly relation: 'equivalent' | 'narrower' | 'wider' | 'incomparable' | 'unknown'
  readonly onlyInA?: Witness
  readonly onlyInB?: Witness
}

/**
 * Compares two filters over all candidates there can be. What is known is said even where the
 * relation is unknown: a witness then shows that one holds where the other does not.
 */
export function compareFilters(a: Term, b: Term, options: SpaceOptions): FilterComparison {
  const space = openSpace([a, b], options)
  const [inA, inB] = [space.of(a), space.of(b)]
  const [restA, restB] = [space.minus(inA, inB), space.minus(inB, inA)]
  const onlyInA = space.witness(restA)
  const onlyInB = space.witness(restB)
  return {
    relation: relationOf(space.isEmpty(restA), space.isEmpty(restB)),
    ...(onlyInA === undefined ? {} : { onlyInA }),
    ...(onlyInB === undefined ? {} : { onlyInB }),
  }
}

function relationOf(
  within: boolean | undefined,
  holds: boolean | undefined,
): FilterComparison['relation'] {
  if (within === undefined || holds === undefined) return 'unknown'
  if (within) return holds ? 'equivalent' : 'narrower'
  return holds ? 'wider' : 'incomparable'
}
