import { Row } from '../../report/canvas.ts'
import { displayWidth } from '../../report/glyphs.ts'
import type { Pen } from '../../report/pen.ts'
import type { Role, Style } from '../../report/style.ts'
import { cutMiddle } from '../../report/table.ts'
import { toldName } from '../../report/told-name.ts'
import { policyTitle } from '../../simulate/policy-title.ts'
import type { FlowPart } from './flow-parts.ts'
import { type GraphBox, layeredGraph, type Slot } from './layered-graph.ts'
import { type Placement, placePorts } from './place-ports.ts'
import { type RoutedLine, routeLines } from './route-lines.ts'

export interface PictureLook {
  readonly style: Style
  /** Terminal columns. */
  readonly width: number
  readonly pen: Pen
}

/**
 * A flow as boxes and lines, the input at the top:
 *
 *     ┌─────────┐
 *     │ input   │
 *     └───┬──┬──┘
 *         │  └────┐
 *         ▼       ▼
 *
 * Lines never touch but where they cross. Names are cut until the picture fits; undefined where it
 * does not even then, or the flow is too large to be read that way.
 */
export function flowPicture(
  levels: readonly (readonly FlowPart[])[],
  look: PictureLook,
): readonly string[] | undefined {
  if (levels.flat().length > MOST_BOXES) return undefined
  for (const most of LABEL_WIDTHS) {
    const labels = labelsIn(levels, most)
    const layers = layeredGraph(boxesOf(levels, labels), MOST_BOXES)
    if (layers === undefined) return undefined
    const widest = Math.max(...layers.map(naturalWidth))
    const placement = widest > look.width ? undefined : placePorts(layers, widest)
    if (placement !== undefined) return draw(layers, placement, { ...look, labels })
  }
  return undefined
}

const MOST_BOXES = 48

/** Columns of the longest label, the ones tried first being the best to read. */
const LABEL_WIDTHS = [34, 26, 20, 16, 12]

/** What stands in the boxes, by their ids. */
type Labels = ReadonlyMap<string, readonly Label[]>

interface Label {
  readonly text: string
  readonly role: Role
}

function labelsIn(levels: readonly (readonly FlowPart[])[], most: number): Labels {
  return new Map(
    levels
      .flat()
      .map((part) => [
        part.id,
        labelsOf(part).map(({ text, role }) => ({ text: cutMiddle(toldName(text), most), role })),
      ]),
  )
}

function boxesOf(
  levels: readonly (readonly FlowPart[])[],
  labels: Labels,
): readonly (readonly GraphBox[])[] {
  const takers = new Map<string, number>()
  for (const { inputs } of levels.flat()) {
    for (const input of new Set(inputs)) takers.set(input, (takers.get(input) ?? 0) + 1)
  }
  return levels.map((parts) =>
    parts.map(({ id, inputs }) => {
      const lines = Math.max(new Set(inputs).size, takers.get(id) ?? 0)
      const texts = labels.get(id) ?? []
      const inner = Math.max(2 * lines, ...texts.map(({ text }) => displayWidth(text)))
      return { id, inputs, width: inner + FRAME }
    }),
  )
}

/** Both sides and a blank at each. */
const FRAME = 4

function labelsOf({ name, asks }: FlowPart): readonly Label[] {
  if (asks === undefined) return [{ text: name, role: 'faint' }]
  return [
    { text: name, role: 'strong' },
    { text: policyTitle(asks.policy), role: 'faint' },
    asks.first === undefined ? { text: 'nobody', role: 'bad' } : { text: asks.first, role: 'good' },
  ]
}

function naturalWidth(layer: readonly Slot[]): number {
  return layer.reduce((sum, { width }) => sum + width + 2, -2)
}

interface Drawing extends PictureLook {
  readonly labels: Labels
}

function draw(
  layers: readonly (readonly Slot[])[],
  placement: Placement,
  drawing: Drawing,
): readonly string[] {
  const { style, pen } = drawing
  const rows = layers.flatMap((layer) => [
    ...boxRows(layer, placement, drawing),
    ...lineRows(layer, placement, pen),
  ])
  return rows.map((row) => row.paint(style))
}

function boxRows(
  layer: readonly Slot[],
  { lefts, ports }: Placement,
  { labels, pen }: Drawing,
): readonly Row[] {
  const labelled = (box: GraphBox | undefined) => (box && labels.get(box.id)) ?? []
  const height = Math.max(...layer.map(({ box }) => labelled(box).length)) + 2
  const rows = Array.from({ length: height }, () => new Row())
  for (const slot of layer) {
    const left = lefts.get(slot) ?? 0
    const right = left + slot.width - 1
    if (slot.box === undefined) {
      const column = slot.above.map((piece) => ports.get(piece)?.end ?? 0)[0] ?? 0
      for (const row of rows) row.write(column, pen.down, 'frame')
      continue
    }
    const across = pen.across.repeat(slot.width - 2)
    rows[0]?.write(left, pen.downRight + across + pen.downLeft, 'frame')
    rows[height - 1]?.write(left, pen.upRight + across + pen.upLeft, 'frame')
    for (const row of rows.slice(1, -1)) {
      row.write(left, pen.down, 'frame')
      row.write(right, pen.down, 'frame')
    }
    for (const [i, { text, role }] of labelled(slot.box).entries()) {
      rows[i + 1]?.write(left + 2, text, role)
    }
    for (const piece of slot.below) {
      rows[height - 1]?.write(ports.get(piece)?.start ?? 0, pen.leaving, 'frame')
    }
  }
  return rows
}

/** The rows between a layer and the next: lines turn in all but the last, which has the arrows. */
function lineRows(layer: readonly Slot[], { ports }: Placement, pen: Pen): readonly Row[] {
  const pieces = layer.flatMap(({ below }) => below)
  if (pieces.length === 0) return []
  const lines = routeLines(pieces.flatMap((piece) => ports.get(piece) ?? []))
  const tracks = Math.max(0, ...lines.map(({ track }) => track ?? 0)) + 1
  const rows = Array.from({ length: tracks + 1 }, () => new Row())
  for (const line of lines) drawAcross(line, rows, pen)
  for (const line of lines) drawDown(line, rows, pen)
  for (const piece of pieces) {
    if (piece.to.box !== undefined)
      rows[tracks]?.write(ports.get(piece)?.end ?? 0, pen.arrow, 'frame')
  }
  return rows
}

function drawAcross({ start, end, track }: RoutedLine, rows: readonly Row[], pen: Pen): void {
  if (track === undefined) return
  const [from, to] = [Math.min(start, end), Math.max(start, end)]
  const [first, last] = start < end ? [pen.upRight, pen.downLeft] : [pen.downRight, pen.upLeft]
  rows[track]?.write(from, first + pen.across.repeat(to - from - 1) + last, 'frame')
}

/** Crosses whatever runs across there. */
function drawDown({ start, end, track }: RoutedLine, rows: readonly Row[], pen: Pen): void {
  for (const [i, row] of rows.entries()) {
    if (i === track) continue
    const column = i < (track ?? rows.length) ? start : end
    row.write(column, row.isFree(column, column + 1) ? pen.down : pen.crossing, 'frame')
  }
}
