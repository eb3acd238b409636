import { type Position, positionAt, type Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import { closingRow, openingRow } from './brackets.ts'
import { Row } from './canvas.ts'
import { lineIndex } from './line-index.ts'
import { drawText, type LineView, viewOf } from './line-view.ts'
import type { Mark } from './mark.ts'
import { columnOf, type SourceLine, sourceLine } from './source-line.ts'
import { underlineRows } from './underlines.ts'
import { visibleSpan } from './visible-span.ts'

export interface Frame {
  readonly source: Source
  /** A line that is too long for the screen is cut around the first mark on it. */
  readonly marks: readonly Mark[]
}

export interface FrameSize {
  /** Terminal columns of the whole frame. */
  readonly screen: number
  /** Columns for the line numbers. */
  readonly gutter: number
}

/**
 * The lines that the marks touch, with the marks drawn under them:
 *
 *     4 │   where latency_ms < $5/Mtok
 *       │         ----------   ^^^^^^^ price, USD per million tokens
 *       │         duration
 *
 * A mark over several lines is a bracket in a lane of its own, left of the text:
 *
 *     4 │   where (
 *       │ ╭───────^
 *     5 │ │   no_log )
 *       │ ╰──────────^ label
 */
export function codeFrame({ source, marks }: Frame, size: FrameSize): readonly Row[] {
  const starts = lineIndex(source)
  const placed = placeMarks(source, marks, starts)
  const lanes = placed.filter(({ lane }) => lane !== undefined).length
  const layout: Layout = { source, starts, placed, lanes, size }
  const rows: Row[] = []
  let previous: number | undefined
  for (const number of shownLines(placed)) {
    if (previous !== undefined && number > previous + 1) {
      rows.push(frameRow(layout, { sign: '·', open: openAt(placed, number) }))
    }
    rows.push(...lineRows(layout, number))
    previous = number
  }
  return rows
}

/** Where a report says that the span is: its first visible character. */
export function placeOf(source: Source, span: Span): Position {
  return positionAt(lineIndex(source), visibleSpan(source.text, span).start)
}

/** The number of the last line that the frame shows. */
export function lastLine({ source, marks }: Frame): number {
  const placed = placeMarks(source, marks, lineIndex(source))
  return Math.max(1, ...placed.map(({ last }) => last))
}

interface PlacedMark extends Mark {
  /** Line numbers. */
  readonly first: number
  readonly last: number
  /** The column of brackets that a mark over several lines has; others have none. */
  readonly lane: number | undefined
}

interface Layout {
  readonly source: Source
  readonly starts: readonly number[]
  readonly placed: readonly PlacedMark[]
  /** Columns of brackets. */
  readonly lanes: number
  readonly size: FrameSize
}

function placeMarks(
  source: Source,
  marks: readonly Mark[],
  starts: readonly number[],
): readonly PlacedMark[] {
  let lanes = 0
  return marks.map((mark) => {
    const span = visibleSpan(source.text, mark.span)
    const first = positionAt(starts, span.start).line
    const last = positionAt(starts, span.end).line
    return { ...mark, span, first, last, lane: first === last ? undefined : lanes++ }
  })
}

function shownLines(placed: readonly PlacedMark[]): readonly number[] {
  const shown = new Set<number>()
  for (const { first, last } of placed) {
    const isWhole = last - first < LINES_WHOLE
    for (let line = first; line <= (isWhole ? last : first + 1); line++) shown.add(line)
    if (!isWhole) shown.add(last - 1).add(last)
  }
  // A gap of one line takes as much room as the line.
  for (const line of [...shown]) if (shown.has(line + 2)) shown.add(line + 1)
  return [...shown].sort((a, b) => a - b)
}

/** A mark over more lines than this shows its first two and its last two. */
const LINES_WHOLE = 5

function lineRows(layout: Layout, number: number): readonly Row[] {
  const { placed } = layout
  const single = placed.filter(({ first, lane }) => lane === undefined && first === number)
  const opening = placed.filter(({ first, lane }) => lane !== undefined && first === number)
  const closing = placed.filter(({ last, lane }) => lane !== undefined && last === number)
  const view = viewAt(layout, number)
  let open = openAt(placed, number)

  const text = frameRow(layout, { number, open })
  const isAtIndent = ({ span }: Mark) => columnOf(view.line, span.start) <= view.line.indent
  for (const mark of opening.filter(isAtIndent)) {
    text.write(laneColumn(layout, mark), '╭', mark.role)
    open = [...open, mark]
  }
  drawText(view, text)
  const rows = [text]
  for (const under of underlineRows(single, view)) {
    rows.push(frameRow(layout, { open }).overlay(under))
  }
  for (const mark of opening.filter((each) => !isAtIndent(each))) {
    const lane = laneColumn(layout, mark)
    rows.push(frameRow(layout, { open }).overlay(openingRow(mark, { view, lane })))
    open = [...open, mark]
  }
  for (const mark of closing) {
    open = open.filter((each) => each !== mark)
    const lane = laneColumn(layout, mark)
    rows.push(
      ...closingRow(mark, { view, lane }).map((row) => frameRow(layout, { open }).overlay(row)),
    )
  }
  return rows
}

/** The marks over several lines that have begun above the line and have not ended there. */
function openAt(placed: readonly PlacedMark[], number: number): readonly PlacedMark[] {
  return placed.filter(
    ({ first, last, lane }) => lane !== undefined && first < number && number <= last,
  )
}

function viewAt({ source, starts, placed, lanes, size }: Layout, number: number): LineView {
  const start = starts[number - 1] ?? source.text.length
  const next = starts[number] ?? source.text.length
  const end = start + source.text.slice(start, next).replace(/[\r\n]+$/, '').length
  const focused = placed.find(({ first, last }) => first === number || last === number)
  const focus: Span = {
    start: focused?.first === number ? focused.span.start : start,
    end: focused?.last === number ? focused.span.end : start,
  }
  const line: SourceLine = sourceLine(source, { number, start, end, focus: focus.start })
  const origin = size.gutter + GUTTER_FRAME + lanes * LANE
  return viewOf(line, focus, { origin, screen: size.screen })
}

function laneColumn({ size }: Layout, { lane = 0 }: PlacedMark): number {
  return size.gutter + GUTTER_FRAME + lane * LANE
}

/** A row with the line number, or blanks in its place, the bar, and the open brackets. */
function frameRow(layout: Layout, { number, sign = '│', open }: FrameParts): Row {
  const { size } = layout
  const row = new Row()
  if (number !== undefined) row.write(0, `${number}`.padStart(size.gutter), 'frame')
  row.write(size.gutter + 1, sign, 'frame')
  for (const mark of open) row.write(laneColumn(layout, mark), '│', mark.role)
  return row
}

interface FrameParts {
  readonly number?: number
  readonly sign?: string
  readonly open: readonly PlacedMark[]
}

/** Columns of ` │ `. */
const GUTTER_FRAME = 3

/** Columns of one bracket. */
const LANE = 2
