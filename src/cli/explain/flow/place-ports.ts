import type { Piece, Slot } from './layered-graph.ts'

/** Where everything stands from left to right, in terminal columns from 0. */
export interface Placement {
  /** The leftmost column of every slot. */
  readonly lefts: ReadonlyMap<Slot, number>
  /** Where every piece of a line begins, in the upper layer, and ends, in the lower one. */
  readonly ports: ReadonlyMap<Piece, Port>
}

export interface Port {
  readonly start: number
  readonly end: number
}

/**
 * Puts the slots of every layer side by side, in the middle of `width`, and gives every piece of a
 * line its columns. Undefined where a layer is wider, or a passing line finds no column.
 *
 * No two lines ever share a column between two layers, so that no piece of one can be taken for
 * the other's: lines begin in even columns and end in odd ones, but for those that run straight
 * down, whose column is theirs at both ends. A box needs two columns for each of its lines.
 */
export function placePorts(
  layers: readonly (readonly Slot[])[],
  width: number,
): Placement | undefined {
  const lefts = new Map<Slot, number>()
  for (const layer of layers) {
    const taken = layer.reduce((sum, slot) => sum + slot.width, GAP * (layer.length - 1))
    if (taken > width) return undefined
    let left = Math.floor((width - taken) / 2)
    for (const slot of layer) {
      lefts.set(slot, left)
      left += slot.width + GAP
    }
  }
  const starts = new Map<Piece, number>()
  const ports = new Map<Piece, Port>()
  for (const layer of layers) {
    const used = new Set(layer.flatMap((slot) => slot.above.map((piece) => starts.get(piece))))
    for (const slot of layer) {
      const left = lefts.get(slot) ?? 0
      const isPlaced =
        slot.box === undefined
          ? passThrough(slot, { left, used, starts, ports })
          : enterBox(slot, { left, used, starts, ports })
      if (!isPlaced) return undefined
      if (slot.box !== undefined) leaveBox(slot, { left, lefts, starts })
    }
  }
  return { lefts, ports }
}

const GAP = 2

interface Entering {
  readonly left: number
  /** Columns in which lines begin above. */
  readonly used: ReadonlySet<number | undefined>
  readonly starts: Map<Piece, number>
  readonly ports: Map<Piece, Port>
}

/** A line that passes takes the column it comes from, else an even one in which no other begins. */
function passThrough(slot: Slot, { left, used, starts, ports }: Entering): boolean {
  const [above] = slot.above
  const [below] = slot.below
  if (above === undefined || below === undefined) return false
  const start = starts.get(above) ?? 0
  const columns = Array.from({ length: slot.width }, (_, i) => left + i)
  const free = columns.filter((column) => column % 2 === 0 && !used.has(column))
  const end = columns.includes(start) ? start : free[free.length >> 1]
  if (end === undefined) return false
  ports.set(above, { start, end })
  starts.set(below, end)
  return true
}

function enterBox(slot: Slot, { left, starts, ports }: Entering): boolean {
  const pieces = slot.above.toSorted((a, b) => (starts.get(a) ?? 0) - (starts.get(b) ?? 0))
  const ends = spread(pieces.length, { left, width: slot.width, parity: 1 })
  let before = left
  for (const [i, piece] of pieces.entries()) {
    const start = starts.get(piece) ?? 0
    // Straight down where that leaves the lines in their order.
    const isStraight = start > before && start < (ends[i + 1] ?? left + slot.width - 1)
    const end = isStraight ? start : (ends[i] ?? 0)
    ports.set(piece, { start, end })
    before = end
  }
  return true
}

interface Leaving {
  readonly left: number
  readonly lefts: ReadonlyMap<Slot, number>
  readonly starts: Map<Piece, number>
}

function leaveBox(slot: Slot, { left, lefts, starts }: Leaving): void {
  const middle = ({ to }: Piece) => (lefts.get(to) ?? 0) + to.width / 2
  const pieces = slot.below.toSorted((a, b) => middle(a) - middle(b))
  const columns = spread(pieces.length, { left, width: slot.width, parity: 0 })
  for (const [i, piece] of pieces.entries()) starts.set(piece, columns[i] ?? 0)
}

interface Side {
  readonly left: number
  readonly width: number
  readonly parity: 0 | 1
}

/** So many columns of one parity, evenly within the frame of a box. */
function spread(count: number, { left, width, parity }: Side): readonly number[] {
  const step = Math.max(2, 2 * Math.floor(width / (count + 1) / 2))
  const first = left + Math.round((width - 1 - (count - 1) * step) / 2)
  const even = first % 2 === parity ? first : first - 1
  const begin = even > left ? even : even + 2
  return Array.from({ length: count }, (_, i) => begin + i * step)
}
