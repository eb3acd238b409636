import { openSpace, type Space } from '../analyze/index.ts'
import type { CatalogVocabulary } from '../catalog/index.ts'
import { type Idle, judgePrefers, judgeWhens } from './idle.ts'
import {
  judgeFilter,
  judgeInside,
  type Needless,
  newJudging,
  type Piece,
  regionOf,
  together,
} from './needless.ts'
import { saysAllOnce } from './reads-once.ts'
import { type Given, termsOf, type When, type Written } from './written.ts'

/** What the conditions of a policy say needlessly. */
export interface Logic {
  readonly needless: readonly Needless[]
  readonly prefers: readonly Idle[]
  readonly whens: readonly Idle<When>[]
}

const NOTHING: Logic = { needless: [], prefers: [], whens: [] }

/** What a policy says needlessly; nothing where no model passes at all: that is another mistake. */
export function logicOf(written: Written, vocabulary: CatalogVocabulary): Logic {
  return saysAllOnce(written, vocabulary) ? NOTHING : analysed(written, vocabulary)
}

/** The same, and nothing is taken for plain. */
export function analysed(written: Written, vocabulary: CatalogVocabulary): Logic {
  const space = openSpace(termsOf(written), { vocabulary })
  const judging = newJudging(space)
  const given = piecesOf(written.given, space)
  const asked = together(
    [
      ...given.map(({ region }) => region),
      ...written.wheres.map((part) => regionOf(part, judging)),
    ],
    space,
  )
  if (space.isEmpty(asked) !== false) return NOTHING
  const pieces = [...given, ...judgeFilter(written.wheres, given, judging)]
  const order = piecesOf(written.order, space)
  const prefers = judgePrefers(written.prefers, { pieces, order }, judging)
  const whens = judgeWhens(written.whens, pieces, judging)
  for (const definition of written.definitions) {
    // One that says nothing is told about where it is used.
    if (space.isEmpty(regionOf(definition, judging)) === false) judgeInside(definition, [], judging)
  }
  return { needless: judging.found, prefers, whens }
}

function piecesOf(given: readonly Given[], space: Space): readonly Piece[] {
  return given.map(({ term, place, label }) => ({ ...place, region: space.of(term), label }))
}
