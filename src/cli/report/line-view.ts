import type { Span } from '../../base/span.ts'
import type { Row } from './canvas.ts'
import { columnOf, type SourceLine } from './source-line.ts'
import type { Role } from './style.ts'

/** The part of a source line that fits on the screen, and where it stands there. */
export interface LineView {
  readonly line: SourceLine
  /** The columns of the line that are shown, half-open. */
  readonly from: number
  readonly to: number
  /** The screen column of the line's first shown one. */
  readonly origin: number
  /** The screen's columns. */
  readonly screen: number
}

/**
 * The part of the line to show so that `focus` is seen: all of it when it fits; else a window with
 * the focus in it, and what stands before the focus rather than what follows.
 */
export function viewOf(line: SourceLine, focus: Span, { origin, screen }: Room): LineView {
  // One column more than the text: a caret may stand behind it.
  const room = Math.max(LEAST, screen - origin - 1)
  if (line.width <= room) return { line, from: 0, to: line.width, origin, screen }
  const first = columnOf(line, focus.start)
  const last = Math.max(first + 1, columnOf(line, focus.end))
  const context = Math.max(0, room - (last - first)) >> 1
  const from = Math.max(0, Math.min(first - context, line.width - room))
  // The window must not begin behind the focus, however long that is.
  const start = Math.min(from, Math.max(0, first - 2))
  return { line, from: start, to: start + room, origin, screen }
}

interface Room {
  readonly origin: number
  readonly screen: number
}

/** Where an offset of the line stands on the screen; one out of view stands at the edge. */
export function screenColumn(view: LineView, offset: number): number {
  const column = columnOf(view.line, offset)
  return view.origin + Math.min(Math.max(column, view.from), view.to) - view.from
}

/** Draws the text that is in view, with `…` where some was left out. */
export function drawText(view: LineView, row: Row, role?: Role): void {
  const { line, from, to, origin } = view
  const cutBefore = from > 0 || line.cutBefore
  const cutAfter = to < line.width || line.cutAfter
  const low = cutBefore ? from + 1 : from
  const high = cutAfter && to < line.width ? to - 1 : to
  for (const { text, column, width } of line.glyphs) {
    if (column >= low && column + width <= high) row.write(origin + column - from, text, role)
  }
  if (cutBefore) row.write(origin, '…', 'faint')
  if (cutAfter) row.write(origin + high - from, '…', 'faint')
}

/** Text that narrow a screen keeps, overflowing it. */
const LEAST = 16
