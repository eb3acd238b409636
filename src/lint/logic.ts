import type { Region, Space } from '../analyze/index.ts'
import { type Idle, judgePrefers, judgeWhens } from './idle.ts'
import {
  judgeFilter,
  judgeInside,
  type Needless,
  newJudging,
  type Piece,
  regionOf,
} from './needless.ts'
import type { When, Written } from './written.ts'

/** What the conditions of a policy say needlessly. */
export interface Logic {
  readonly needless: readonly Needless[]
  readonly prefers: readonly Idle[]
  readonly whens: readonly Idle<When>[]
}

/** Nothing is needless where no model passes at all: that is another mistake. */
export const NO_LOGIC: Logic = { needless: [], prefers: [], whens: [] }

/**
 * Judges the conditions of a policy in a space that was opened with `termsOf`; `filter` is where
 * its filter holds.
 */
export function logicOf(written: Written, space: Space, filter: Region): Logic {
  if (space.isEmpty(filter) !== false) return NO_LOGIC
  const judging = newJudging(space)
  const given = written.given.map(
    ({ term, place, label }): Piece => ({ ...place, region: space.of(term), label }),
  )
  const pieces = [...given, ...judgeFilter(written.wheres, given, judging)]
  const order = written.order.map(
    ({ term, place, label }): Piece => ({ ...place, region: space.of(term), label }),
  )
  const prefers = judgePrefers(written.prefers, { pieces, order }, judging)
  const whens = judgeWhens(written.whens, pieces, judging)
  for (const definition of written.definitions) {
    // One that says nothing is told about where it is used.
    const region = regionOf(definition, judging)
    if (space.isEmpty(region) === false) judgeInside(definition, [], judging)
  }
  return { needless: judging.found, prefers, whens }
}
