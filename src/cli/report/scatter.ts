import { Row } from './canvas.ts'
import type { Role, Style } from './style.ts'
import { wrap } from './wrap.ts'

/** One thing in the picture. Later points cover earlier ones. */
export interface Point {
  /** More than 0: the axis is logarithmic. */
  readonly x: number
  readonly y: number
  readonly sign: string
  readonly role: Role
}

export interface Picture {
  readonly points: readonly Point[]
  /** A level that is drawn across, with its name at the end. */
  readonly floor: { readonly y: number; readonly label: string } | undefined
  readonly xTitle: string
  readonly yTitle: string
  /** How a value of an axis is written. */
  readonly xText: (x: number) => string
  readonly yText: (y: number) => string
}

/**
 * Points in a plane, x growing to the right by factors, y upwards:
 *
 *     quality
 *     0.78 ┤                ·    ●
 *          │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ 0.6
 *     0.31 ┤·      ·
 *          └┬──────────┬──────────┬
 *           $0.05    $1.10     $24
 *           price
 *
 * Empty without points.
 */
export function scatter(
  picture: Picture,
  { width, height, style }: PictureLook,
): readonly string[] {
  const { points, floor } = picture
  if (points.length === 0) return []
  const xs = axis(points.map(({ x }) => Math.log(x)))
  const ys = axis([...points.map(({ y }) => y), ...(floor === undefined ? [] : [floor.y])])
  const labels = [ys.low, (ys.low + ys.high) / 2, ys.high].map(picture.yText)
  const left = MARGIN + Math.max(...labels.map(({ length }) => length)) + 1
  const columns = Math.max(LEAST, width - left - 1)
  const column = (x: number) => left + 1 + Math.round(xs.share(Math.log(x)) * (columns - 1))
  const line = (y: number) => Math.round((1 - ys.share(y)) * (height - 1))

  const rows = Array.from({ length: height }, () => new Row())
  for (const row of rows) row.write(left, '│', 'frame')
  const ticks = [0, (height - 1) >> 1, height - 1]
  for (const [i, at] of ticks.entries()) {
    const label = labels[labels.length - 1 - i] ?? ''
    rows[at]?.write(left - 1 - label.length, label, 'faint')
    rows[at]?.write(left, '┤', 'frame')
  }
  const across = floor === undefined ? undefined : rows[line(floor.y)]
  across?.write(left + 1, '┄'.repeat(columns), 'accent')
  for (const { x, y, sign, role } of points) rows[line(y)]?.write(column(x), sign, role)
  const label = ` ${floor?.label ?? ''}`
  across?.write(left + 1 + Math.max(0, columns - label.length), label, 'accent')
  const frame = { left, columns }
  return [titleRow(picture.yTitle, 0), ...rows, ...xAxis(picture, xs, frame)].map((row) =>
    row.paint(style),
  )
}

export interface PictureLook {
  /** Terminal columns of the whole picture. */
  readonly width: number
  /** Lines of the plane. */
  readonly height: number
  readonly style: Style
}

interface Axis {
  readonly low: number
  readonly high: number
  /** Where a value lies between both ends: 0 to 1. */
  share(value: number): number
}

function axis(values: readonly number[]): Axis {
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  return { low, high, share: (value) => (high === low ? 0.5 : (value - low) / (high - low)) }
}

interface PlaneFrame {
  /** The screen column of the vertical axis. */
  readonly left: number
  /** Columns right of it. */
  readonly columns: number
}

function xAxis(picture: Picture, xs: Axis, { left, columns }: PlaneFrame): readonly Row[] {
  const line = new Row()
  const labels = new Row()
  line.write(left, `└${'─'.repeat(columns)}`, 'frame')
  for (const share of columns < WIDE ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]) {
    const at = left + 1 + Math.round(share * (columns - 1))
    const text = picture.xText(Math.exp(xs.low + share * (xs.high - xs.low)))
    line.write(at, '┬', 'frame')
    const start = Math.min(at - (text.length >> 1), left + 1 + columns - text.length)
    labels.write(Math.max(left + 1, start), text, 'faint')
  }
  return [line, labels, ...wrap(picture.xTitle, columns).map((text) => titleRow(text, left + 1))]
}

function titleRow(text: string, column: number): Row {
  const row = new Row()
  row.write(MARGIN + Math.max(0, column - MARGIN), text, 'faint')
  return row
}

const MARGIN = 2

/** Columns of the plane from which it has room for more numbers. */
const WIDE = 60

const LEAST = 20
