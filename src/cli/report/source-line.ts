import type { Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import { type Glyph, glyphsOf } from './glyphs.ts'

/** One line of a source as it is shown: which offset stands in which terminal column. */
export interface SourceLine {
  /** From 1. */
  readonly number: number
  /** The offsets of its first character and of its end, without the line break. */
  readonly start: number
  readonly end: number
  readonly glyphs: readonly PlacedGlyph[]
  /** The columns that the whole line takes. */
  readonly width: number
  /** The columns of its indentation. */
  readonly indent: number
  /** True where characters of the source line were left out at that end: it is too long to show. */
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

export interface PlacedGlyph extends Glyph {
  readonly offset: number
  readonly column: number
}

/** Lays out a line; of a very long one only the surroundings of `focus`, an offset. */
export function sourceLine({ text }: Source, { number, start, end, focus }: Wanted): SourceLine {
  const from = end - start <= LONGEST ? start : Math.max(start, focus - LONGEST / 2)
  const to = Math.min(end, from + LONGEST)
  const glyphs: PlacedGlyph[] = []
  let column = 0
  let offset = from
  for (const glyph of glyphsOf(text.slice(from, to))) {
    const width = text[offset] === '\t' ? TAB - (column % TAB) : glyph.width
    const shown = text[offset] === '\t' ? ' '.repeat(width) : glyph.text
    glyphs.push({ ...glyph, text: shown, width, offset, column })
    column += width
    offset += glyph.length
  }
  const first = glyphs.find((glyph) => glyph.text.trim() !== '')
  return {
    number,
    start: from,
    end: to,
    glyphs,
    width: column,
    indent: first?.column ?? 0,
    cutBefore: from > start,
    cutAfter: to < end,
  }
}

interface Wanted extends Span {
  readonly number: number
  readonly focus: number
}

/** The column in which the offset stands; the one after the last for the end of the line. */
export function columnOf(line: SourceLine, offset: number): number {
  if (offset <= line.start) return 0
  let low = 0
  let high = line.glyphs.length
  while (low < high) {
    const middle = (low + high) >> 1
    const glyph = line.glyphs[middle]
    if (glyph !== undefined && glyph.offset + glyph.length <= offset) low = middle + 1
    else high = middle
  }
  return line.glyphs[low]?.column ?? line.width
}

const TAB = 4

/** Code units of a line that are laid out; no terminal is as wide. */
const LONGEST = 2000
