import { Row } from './canvas.ts'
import { displayWidth } from './glyphs.ts'
import { type LineView, screenColumn } from './line-view.ts'
import type { Mark } from './mark.ts'
import { wrap } from './wrap.ts'

/**
 * The rows under a source line that underline the marks and carry their labels. The label of the
 * last mark stands behind it when there is room; the others hang below, the rightmost first:
 *
 *     ----------   ^^^^^^^ price
 *     │
 *     duration
 *
 * (without the bar where nothing stands between).
 */
export function underlineRows(marks: readonly Mark[], view: LineView): readonly Row[] {
  if (marks.length === 0) return []
  const placed = marks.map((mark) => place(mark, view)).sort((a, b) => a.start - b.start)
  const lines = new Row()
  // The place that a report is about covers the others.
  for (const mark of placed.toSorted((a, b) => depth(a) - depth(b))) {
    lines.write(mark.start, mark.sign.repeat(mark.end - mark.start), mark.role)
  }
  const inline = placed.filter((mark) => fitsBehind(mark, lines, view)).at(-1)
  if (inline !== undefined) lines.write(inline.end + 1, inline.label, inline.role)
  const hanging = placed.filter((mark) => mark !== inline && mark.label !== '')
  return [lines, ...hangingRows(hanging, view)]
}

/** A mark with the half-open range of screen columns it underlines. */
interface Placed extends Mark {
  readonly start: number
  readonly end: number
}

function place(mark: Mark, view: LineView): Placed {
  const start = screenColumn(view, mark.span.start)
  return { ...mark, start, end: Math.max(start + 1, screenColumn(view, mark.span.end)) }
}

function depth({ sign }: Placed): number {
  return sign === '^' ? 1 : 0
}

function fitsBehind({ label, end }: Placed, lines: Row, { screen }: LineView): boolean {
  const last = end + 1 + displayWidth(label)
  return label !== '' && lines.isFree(end, last + 1) && last <= screen
}

function hangingRows(hanging: readonly Placed[], { screen, origin }: LineView): readonly Row[] {
  const rows: Row[] = []
  const waiting = [...hanging]
  for (let mark = waiting.pop(); mark !== undefined; mark = waiting.pop()) {
    const texts = wrap(mark.label, Math.max(LEAST, screen - mark.start))
    // Near the right edge a label is pushed back, under its mark still.
    const width = Math.max(...texts.map(displayWidth))
    const start = Math.max(origin, Math.min(mark.start, screen - width))
    for (const text of texts) {
      const row = new Row()
      for (const other of waiting) row.write(other.start, '│', other.role)
      row.write(start, text, mark.role)
      rows.push(row)
    }
  }
  return rows
}

/** Columns that a hanging label has at least. */
const LEAST = 24
