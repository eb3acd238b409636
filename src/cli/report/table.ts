import { displayWidth, type Glyph, glyphsOf, visible } from './glyphs.ts'
import type { Role, Style } from './style.ts'

export interface Column {
  readonly title: string
  readonly align: 'left' | 'right'
  /** A cell may be cut in its middle down to this many columns where the screen is too narrow. */
  readonly least?: number
  /** Left out where the screen is still too narrow: the highest number first. */
  readonly droppable?: number
}

export interface Cell {
  readonly text: string
  readonly role?: Role
}

/**
 * A table that fits the screen: columns are cut, then left out, as they allow. Two blanks stand
 * between columns, and in front.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width, style }: TableLook,
): readonly string[] {
  const cells = rows.map((row) =>
    row.map(({ text, ...rest }) => ({ ...rest, text: visible(text) })),
  )
  const natural = columns.map(({ title }, i) =>
    Math.max(...[title, ...cells.map((row) => row[i]?.text ?? '')].map(displayWidth)),
  )
  const widths = columnWidths(columns, natural, width)
  const header = columns.map(({ title }): Cell => ({ text: title, role: 'faint' }))
  return [header, ...cells].map((row) => line(row, { columns, widths, style }))
}

export interface TableLook {
  /** Infinite where nothing has to fit. */
  readonly width: number
  readonly style: Style
}

/** The width of each column; undefined for one that is left out. */
function columnWidths(
  columns: readonly Column[],
  natural: readonly number[],
  room: number,
): readonly (number | undefined)[] {
  const sizes: Size[] = columns.map(({ least, droppable = 0 }, i) => {
    const own = natural[i] ?? 0
    return { own, least: Math.min(own, least ?? own), droppable }
  })
  const kept = new Set(sizes)
  for (const size of sizes.toSorted((a, b) => b.droppable - a.droppable)) {
    if (size.droppable > 0 && total(kept, 'least') > room) kept.delete(size)
  }
  let excess = total(kept, 'own') - room
  return sizes.map((size) => {
    if (!kept.has(size)) return undefined
    const cut = Math.min(Math.max(0, excess), size.own - size.least)
    excess -= cut
    return size.own - cut
  })
}

interface Size {
  readonly own: number
  readonly least: number
  readonly droppable: number
}

function total(sizes: Iterable<Size>, key: 'own' | 'least'): number {
  return [...sizes].reduce((sum, size) => sum + GAP.length + size[key], 0)
}

function line(cells: readonly Cell[], { columns, widths, style }: Layout): string {
  return columns
    .map(({ align }, i) => {
      const width = widths[i]
      if (width === undefined) return ''
      const { text, role } = cells[i] ?? { text: '' }
      const shown = cutMiddle(text, width)
      const blanks = ' '.repeat(width - displayWidth(shown))
      const painted = role === undefined ? shown : style[role](shown)
      return GAP + (align === 'right' ? blanks + painted : painted + blanks)
    })
    .join('')
    .trimEnd()
}

interface Layout {
  readonly columns: readonly Column[]
  readonly widths: readonly (number | undefined)[]
  readonly style: Style
}

/** The text in at most `width` columns: its beginning and its end, which tell ids apart. */
export function cutMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  const glyphs = glyphsOf(text)
  const tail = take(glyphs.toReversed(), Math.ceil((width - 1) * TAIL)).reverse()
  const tailWidth = tail.reduce((sum, glyph) => sum + glyph.width, 0)
  const head = take(glyphs, width - 1 - tailWidth)
  return [...head, { text: '…' }, ...tail].map((glyph) => glyph.text).join('')
}

function take(glyphs: readonly Glyph[], width: number): Glyph[] {
  const taken: Glyph[] = []
  let left = width
  for (const glyph of glyphs) {
    left -= glyph.width
    if (left < 0) break
    taken.push(glyph)
  }
  return taken
}

const GAP = '  '

/** The share of a cut text that its end gets: models differ in their ends. */
const TAIL = 0.6
