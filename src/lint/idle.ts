import type { Region } from '../analyze/index.ts'
import { type Judging, judgeInside, type Piece, regionOf, together } from './needless.ts'
import { type Reason, reasonsOf, smallest } from './reasons.ts'
import type { Conditional, When } from './written.ts'

/** A clause whose condition tells no two models apart that get as far. */
export interface Idle<C extends Conditional = Conditional> {
  readonly conditional: C
  /** The condition holds for each of them, or for none; or earlier clauses told them apart. */
  readonly kind: 'always' | 'never' | 'settled'
  readonly reasons: readonly Reason[]
}

/** What a clause is judged by. */
export interface Passing {
  /** What holds for the models that get as far. */
  readonly pieces: readonly Piece[]
  /** What has put them in order before, the outermost first. */
  readonly order: readonly Piece[]
}

/** The preferences that never reorder anything; looks into the conditions of the others. */
export function judgePrefers(
  prefers: readonly Conditional[],
  { pieces, order }: Passing,
  judging: Judging,
): readonly Idle[] {
  const { space } = judging
  const earlier = [...order]
  let cells = order.reduce((all, piece) => split(all, piece.region, judging), [
    regionOfAll(pieces, judging),
  ] as readonly Region[])
  return prefers.flatMap((conditional): readonly Idle[] => {
    const { part } = conditional
    if (part.isOpen) return []
    const region = regionOf(part, judging)
    const tells = cells.some(
      (cell) =>
        space.isEmpty(space.and(cell, region)) !== true &&
        space.isEmpty(space.minus(cell, region)) !== true,
    )
    if (tells) {
      judgeInside(part, pieces, judging)
      cells = split(cells, region, judging)
      earlier.push({ ...part.place, region, label: undefined })
      return []
    }
    const idle = idleBy(conditional, pieces, judging)
    if (idle !== undefined) return [idle]
    const reasons = reasonsOf(earlier, 'this has put them in that order already')
    return [{ conditional, kind: 'settled', reasons }]
  })
}

/** The transforms whose condition always or never holds; looks into the conditions of the others. */
export function judgeWhens(
  whens: readonly When[],
  pieces: readonly Piece[],
  judging: Judging,
): readonly Idle<When>[] {
  return whens.flatMap((when): readonly Idle<When>[] => {
    const { part, inner } = when
    const idle = part.isOpen ? undefined : idleBy(when, pieces, judging)
    if (idle !== undefined) return [idle]
    judgeInside(part, pieces, judging)
    const own = { ...part.place, region: regionOf(part, judging), label: undefined }
    return judgeWhens(inner, part.isOpen ? pieces : [...pieces, own], judging)
  })
}

/** Whether the condition holds for all that pass, or for none of them. */
function idleBy<C extends Conditional>(
  conditional: C,
  pieces: readonly Piece[],
  judging: Judging,
): Idle<C> | undefined {
  const { space } = judging
  const region = regionOf(conditional.part, judging)
  const never = (some: readonly Piece[]) =>
    space.isEmpty(space.and(regionOfAll(some, judging), region)) === true
  const always = (some: readonly Piece[]) =>
    space.within(regionOfAll(some, judging), region) === true
  if (never(pieces)) {
    const reasons = reasonsOf(smallest(pieces, never), 'this excludes it')
    return { conditional, kind: 'never', reasons }
  }
  if (!always(pieces)) return undefined
  const reasons = reasonsOf(smallest(pieces, always), 'this asks for as much')
  return { conditional, kind: 'always', reasons }
}

function regionOfAll(pieces: readonly Piece[], { space }: Judging): Region {
  return together(
    pieces.map(({ region }) => region),
    space,
  )
}

/** Every cell in two, where a condition tells its members apart. */
function split(cells: readonly Region[], region: Region, { space }: Judging): readonly Region[] {
  // Coarse cells never call idle what is not.
  if (cells.length > MOST_CELLS) return cells
  return cells
    .flatMap((cell) => [space.and(cell, region), space.minus(cell, region)])
    .filter((cell) => space.isEmpty(cell) !== true)
}

const MOST_CELLS = 16
