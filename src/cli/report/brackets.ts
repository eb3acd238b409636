import { Row } from './canvas.ts'
import { displayWidth } from './glyphs.ts'
import { type LineView, screenColumn } from './line-view.ts'
import type { Mark } from './mark.ts'
import { wrap } from './wrap.ts'

/** The row under a line in which a mark over several lines begins: `╭───────^`. */
export function openingRow(mark: Mark, { view, lane }: BracketPlace): Row {
  return bracket(mark, { lane, corner: '╭', to: screenColumn(view, mark.span.start) })
}

/** The rows under the line in which it ends: `╰───────^ label`; a long label stands below. */
export function closingRow(mark: Mark, { view, lane }: BracketPlace): readonly Row[] {
  const to = Math.max(lane + 1, screenColumn(view, mark.span.end) - 1)
  const row = bracket(mark, { lane, corner: '╰', to })
  if (to + 2 + displayWidth(mark.label) <= view.screen) {
    row.write(to + 2, mark.label, mark.role)
    return [row]
  }
  const lines = wrap(mark.label, Math.max(LEAST, view.screen - lane - 2))
  return [
    row,
    ...lines.map((text) => {
      const below = new Row()
      below.write(lane + 2, text, mark.role)
      return below
    }),
  ]
}

interface BracketPlace {
  readonly view: LineView
  /** The screen column of the bracket. */
  readonly lane: number
}

function bracket({ role, sign }: Mark, { lane, corner, to }: Corner): Row {
  const row = new Row()
  row.write(lane, corner + '─'.repeat(Math.max(0, to - lane - 1)), role)
  row.write(to, sign, role)
  return row
}

interface Corner {
  readonly lane: number
  readonly corner: string
  /** The screen column that the bracket points at. */
  readonly to: number
}

/** Columns that a label has at least, overflowing the screen if need be. */
const LEAST = 24
