import type { Region, Space } from '../analyze/index.ts'
import type { Place } from '../compile/index.ts'
import { sameTree } from '../syntax/same-tree.ts'
import type { Part } from './part.ts'
import { type Reason, reasonsOf, smallest } from './reasons.ts'

/** A part of a condition that could be cut out, and nothing would change. */
export interface Needless {
  readonly part: Part
  /**
   * `always`: it holds for everything. `implied`: others ask for as much. The rest are alternatives:
   * one that stands there `twice`, that lets nothing pass but what others do (`covered`), that what
   * else has to hold excludes (`excluded`), or that `never` holds.
   */
  readonly kind: 'always' | 'implied' | 'twice' | 'covered' | 'excluded' | 'never'
  /** A smallest set of what makes it so, in the order of the text. */
  readonly reasons: readonly Reason[]
}

/** Something that has to hold wherever a part is looked at. */
export interface Piece extends Place {
  readonly region: Region
  /** What it has to do with what it makes needless, where that can be said in its own words. */
  readonly label: string | undefined
}

/**
 * Conditions while they are judged. What was found can be cut out all together: each part is judged
 * with those that were found before it gone. Of parts that imply each other the later is found.
 * What rests on a parameter that was not tried out is neither found nor a reason.
 */
export interface Judging {
  readonly space: Space
  readonly regions: Map<Part, Region>
  readonly found: Needless[]
}

export function newJudging(space: Space): Judging {
  return { space, regions: new Map(), found: [] }
}

/** Where a part holds. */
export function regionOf(part: Part, judging: Judging): Region {
  const { space, regions } = judging
  const known = regions.get(part)
  if (known !== undefined) return known
  const parts = part.parts.map((each) => regionOf(each, judging))
  const region =
    part.kind === 'one'
      ? space.of(part.term)
      : part.kind === 'all'
        ? together(parts, space)
        : anyOf(parts, space)
  regions.set(part, region)
  return region
}

/** Where all of them hold. */
export function together(regions: readonly Region[], space: Space): Region {
  return regions.reduce((sum, each) => space.and(sum, each), space.all)
}

function anyOf(regions: readonly Region[], space: Space): Region {
  return regions.reduce((sum, each) => space.or(sum, each), space.none)
}

/** Judges the operands of a filter; answers what is left of those that no parameter leaves open. */
export function judgeFilter(
  parts: readonly Part[],
  around: readonly Piece[],
  judging: Judging,
): readonly Piece[] {
  const kept = withoutImplied({ parts, least: 0 }, around, judging)
  return piecesWithin(kept, around, judging)
}

/** Judges the parts of a condition that is itself not needless. Answers where the rest holds. */
export function judgeInside(part: Part, around: readonly Piece[], judging: Judging): Region {
  const { space } = judging
  const region = regionOf(part, judging)
  if (part.kind === 'one') return region
  if (space.within(togetherOf(around, space), region) !== false) return region
  if (part.kind === 'all') {
    const kept = withoutImplied({ parts: part.parts, least: 1 }, around, judging)
    return togetherOf(piecesWithin(kept, around, judging), space)
  }
  const kept = withoutDead(part, around, judging)
  return anyOf(
    kept.map((each) => judgeInside(each, around, judging)),
    space,
  )
}

function togetherOf(pieces: readonly Piece[], space: Space): Region {
  return together(
    pieces.map(({ region }) => region),
    space,
  )
}

/** Looks into each of the parts, of which all have to hold, with what is left of the others. */
function piecesWithin(
  kept: readonly Part[],
  around: readonly Piece[],
  judging: Judging,
): readonly Piece[] {
  const pieces = new Map(
    kept.filter(({ isOpen }) => !isOpen).map((each) => [each, pieceOf(each, judging)]),
  )
  for (const part of kept) {
    if (part.kind === 'one') continue
    const others = [...pieces].flatMap(([each, piece]) => (each === part ? [] : [piece]))
    const region = judgeInside(part, [...around, ...others], judging)
    if (pieces.has(part)) pieces.set(part, { ...part.place, region, label: undefined })
  }
  return [...pieces.values()]
}

function pieceOf(part: Part, judging: Judging): Piece {
  return { ...part.place, region: regionOf(part, judging), label: undefined }
}

interface Operands {
  readonly parts: readonly Part[]
  /** How many have to stay. */
  readonly least: 0 | 1
}

/** Finds the operands of an `and` that the others imply, the last first. */
function withoutImplied(
  { parts, least }: Operands,
  around: readonly Piece[],
  judging: Judging,
): readonly Part[] {
  const { space, found } = judging
  const before = sumsBefore(parts, togetherOf(around, space), (sum, part) =>
    part.isOpen ? sum : space.and(sum, regionOf(part, judging)),
  )
  const kept: Part[] = []
  let after = space.all
  for (const [index, part] of [...parts.entries()].toReversed()) {
    const isLast = index + kept.length < least
    const kind =
      part.isOpen || isLast
        ? undefined
        : verdictOn(part, space.and(before[index] ?? space.all, after), judging)
    if (kind === undefined) {
      kept.unshift(part)
      if (!part.isOpen) after = space.and(after, regionOf(part, judging))
      continue
    }
    const others = [...parts.slice(0, index), ...kept].filter(({ isOpen }) => !isOpen)
    const pieces = [...around, ...others.map((each) => pieceOf(each, judging))]
    found.push({ part, kind, reasons: reasonsFor({ part, kind, pieces }, judging) })
  }
  return kept
}

function verdictOn(part: Part, others: Region, judging: Judging): 'always' | 'implied' | undefined {
  const { space } = judging
  const region = regionOf(part, judging)
  if (space.isAll(region) === true) return 'always'
  return space.within(others, region) === true ? 'implied' : undefined
}

interface Implied {
  readonly part: Part
  readonly kind: 'always' | 'implied'
  readonly pieces: readonly Piece[]
}

function reasonsFor({ part, kind, pieces }: Implied, judging: Judging): readonly Reason[] {
  const { space } = judging
  if (kind === 'implied') {
    const region = regionOf(part, judging)
    const chosen = smallest(
      pieces,
      (some) => space.within(togetherOf(some, space), region) === true,
    )
    return reasonsOf(chosen, 'this asks for as much')
  }
  if (part.kind !== 'any') return []
  const chosen = smallest(part.parts, (some) => {
    const regions = some.map((each) => regionOf(each, judging))
    return space.isAll(anyOf(regions, space)) === true
  })
  // Other values of the parameters have other reasons.
  if (chosen.some(({ term, expr }) => term[0] === 'top' && expr.kind !== 'atom')) return []
  return reasonsOf(
    chosen.map((each) => pieceOf(each, judging)),
    'this alone holds for every model',
  )
}

/** Finds the alternatives that add nothing, the last first; one stays. */
function withoutDead(part: Part, around: readonly Piece[], judging: Judging): readonly Part[] {
  const { space, found } = judging
  const { parts } = part
  const context = togetherOf(around, space)
  const before = sumsBefore(parts, space.none, (sum, each) =>
    each.isOpen ? sum : space.or(sum, regionOf(each, judging)),
  )
  const kept: Part[] = []
  let after = space.none
  for (const [index, each] of [...parts.entries()].toReversed()) {
    const mine = space.and(context, regionOf(each, judging))
    const isLast = index + kept.length === 0
    const others = space.or(before[index] ?? space.none, after)
    if (each.isOpen || isLast || space.within(mine, others) !== true) {
      kept.unshift(each)
      if (!each.isOpen) after = space.or(after, regionOf(each, judging))
      continue
    }
    const alternatives = [...parts.slice(0, index), ...kept].filter(({ isOpen }) => !isOpen)
    found.push(deadFor({ part: each, alternatives, around }, judging))
  }
  return kept
}

interface Dead {
  readonly part: Part
  readonly alternatives: readonly Part[]
  readonly around: readonly Piece[]
}

function deadFor({ part, alternatives, around }: Dead, judging: Judging): Needless {
  const { space } = judging
  const twin = alternatives.find((each) => sameTree(each.expr, part.expr))
  if (twin !== undefined) {
    return { part, kind: 'twice', reasons: [{ ...twin.place, label: 'stands here already' }] }
  }
  const others = alternatives.map((each) => pieceOf(each, judging))
  const region = regionOf(part, judging)
  const chosen = smallest([...others, ...around], (some) => {
    const held = together(
      [region, ...some.filter((each) => !others.includes(each)).map((each) => each.region)],
      space,
    )
    const rest = anyOf(
      some.filter((each) => others.includes(each)).map((each) => each.region),
      space,
    )
    return space.within(held, rest) === true
  })
  if (chosen.length === 0) return { part, kind: 'never', reasons: [] }
  const isCovered = chosen.some((each) => others.includes(each))
  const label = isCovered ? 'this lets as much pass' : 'this excludes it'
  return { part, kind: isCovered ? 'covered' : 'excluded', reasons: reasonsOf(chosen, label) }
}

/** At every index, the sum of all that come before it. */
function sumsBefore(
  parts: readonly Part[],
  start: Region,
  add: (sum: Region, part: Part) => Region,
): readonly Region[] {
  const sums: Region[] = []
  let sum = start
  for (const part of parts) {
    sums.push(sum)
    sum = add(sum, part)
  }
  return sums
}
