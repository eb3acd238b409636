import { glyphsOf } from './glyphs.ts'
import type { Role, Style } from './style.ts'

/** One row of a terminal that is drawn on column by column; later drawing covers earlier. */
export class Row {
  readonly #cells: (Cell | undefined)[] = []

  /** Columns up to the last one drawn on. */
  get width(): number {
    return this.#cells.length
  }

  /** Draws the text from the column, counted from 0. @returns the column after it. */
  write(column: number, text: string, role?: Role): number {
    let at = column
    for (const { text: char, width } of glyphsOf(text)) {
      if (width === 0) continue
      this.#cells[at] = { char, role }
      if (width === 2) this.#cells[at + 1] = { char: '', role }
      at += width
    }
    return at
  }

  /** Draws what another row holds over this one, blanks left out. @returns this row. */
  overlay(other: Row): this {
    for (const [at, cell] of other.#cells.entries()) {
      if (cell !== undefined && cell.char !== ' ') this.#cells[at] = cell
    }
    return this
  }

  /** True when nothing but blanks stands in the columns from `from` up to `to`. */
  isFree(from: number, to: number): boolean {
    for (let at = from; at < Math.min(to, this.#cells.length); at++) {
      if ((this.#cells[at]?.char ?? ' ') !== ' ') return false
    }
    return true
  }

  /** The row as text, without blanks at its end. */
  paint(style: Style): string {
    let painted = ''
    let run = ''
    let role: Role | undefined
    const flush = () => {
      painted += role === undefined || run.trim() === '' ? run : style[role](run)
      run = ''
    }
    for (const cell of this.#trimmed()) {
      if (cell?.role !== role) flush()
      role = cell?.role
      run += cell?.char ?? ' '
    }
    flush()
    return painted
  }

  #trimmed(): readonly (Cell | undefined)[] {
    const last = this.#cells.findLastIndex((cell) => (cell?.char ?? ' ') !== ' ')
    // A wide character is followed by an empty cell of its own, which paints to nothing.
    return Array.from(this.#cells.slice(0, last + 1))
  }
}

interface Cell {
  readonly char: string
  readonly role: Role | undefined
}
