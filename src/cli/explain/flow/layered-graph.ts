/** What is drawn: boxes in layers, and lines from box to box that run downwards. */
export interface GraphBox {
  readonly id: string
  /** Terminal columns with both sides of its frame. */
  readonly width: number
  /** Ids of boxes in layers above; one that stands twice gets one line. */
  readonly inputs: readonly string[]
}

/** A box, or the place where a line passes a layer on its way further down. */
export interface Slot {
  /** Undefined where a line passes. */
  readonly box: GraphBox | undefined
  readonly width: number
  /** The pieces of lines that end here and that begin here. */
  readonly above: Piece[]
  readonly below: Piece[]
}

/** A piece of a line, from one layer to the next. */
export interface Piece {
  readonly from: Slot
  readonly to: Slot
}

/**
 * The slots of every layer, ordered so that few lines cross: a slot stands near the middle of those
 * that it is tied to. Swept a few times down and up, as Sugiyama does. Undefined where a layer has
 * more than `most` slots, which nobody could read.
 */
export function layeredGraph(
  layers: readonly (readonly GraphBox[])[],
  most: number,
): readonly Slot[][] | undefined {
  const slots = slotsOf(layers)
  if (slots.some(({ length }) => length > most)) return undefined
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [i, layer] of slots.entries()) {
      const before = slots[i - 1]
      if (before !== undefined)
        sortBy(layer, ({ above }) => above.map(({ from }) => before.indexOf(from)))
    }
    for (const [i, layer] of [...slots.entries()].reverse()) {
      const after = slots[i + 1]
      if (after !== undefined)
        sortBy(layer, ({ below }) => below.map(({ to }) => after.indexOf(to)))
    }
  }
  return slots
}

const SWEEPS = 4

/** Columns that a passing line may choose from. */
const PASS_WIDTH = 5

function slotsOf(layers: readonly (readonly GraphBox[])[]): readonly Slot[][] {
  const slots: Slot[][] = layers.map(() => [])
  const known = new Map<string, { readonly slot: Slot; readonly layer: number }>()
  for (const [layer, boxes] of layers.entries()) {
    for (const box of boxes) {
      const slot: Slot = { box, width: box.width, above: [], below: [] }
      known.set(box.id, { slot, layer })
      slots[layer]?.push(slot)
      for (const input of new Set(box.inputs)) {
        const source = known.get(input)
        if (source !== undefined) tie(source, { slot, layer }, slots)
      }
    }
  }
  return slots
}

interface Place {
  readonly slot: Slot
  readonly layer: number
}

/** Leads a line from slot to slot, passing every layer between. */
function tie(source: Place, target: Place, slots: readonly Slot[][]): void {
  let from = source.slot
  for (let layer = source.layer + 1; layer < target.layer; layer++) {
    const pass: Slot = { box: undefined, width: PASS_WIDTH, above: [], below: [] }
    slots[layer]?.push(pass)
    join(from, pass)
    from = pass
  }
  join(from, target.slot)
}

function join(from: Slot, to: Slot): void {
  const piece = { from, to }
  from.below.push(piece)
  to.above.push(piece)
}

/** By the middle of the places that each is tied to; without any it stays where it is. */
function sortBy(layer: Slot[], placesOf: (slot: Slot) => readonly number[]): void {
  const keys = new Map(
    layer.map((slot, i) => {
      const places = placesOf(slot)
      const sum = places.reduce((total, place) => total + place, 0)
      return [slot, places.length === 0 ? i : sum / places.length]
    }),
  )
  layer.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
}
