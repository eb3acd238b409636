import type { Environment } from '../context.ts'

/** The characters that boxes and lines are drawn with. */
export interface Pen {
  readonly across: string
  readonly down: string
  /** Where a line passes over another without touching it. */
  readonly crossing: string
  readonly arrow: string
  /** Where a line leaves a box. */
  readonly leaving: string
  /** Corners, by the two sides that they join. */
  readonly downRight: string
  readonly downLeft: string
  readonly upRight: string
  readonly upLeft: string
}

/** What the terminal can show: ASCII where its language has another character set, or it is dumb. */
export function penFor({ LC_ALL, LC_CTYPE, LANG, TERM }: Environment): Pen {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((each) => each !== undefined && each !== '')
  const isPlain = TERM === 'dumb' || (locale !== undefined && !/utf-?8/i.test(locale))
  return isPlain ? ASCII : UNICODE
}

const UNICODE: Pen = {
  across: '─',
  down: '│',
  crossing: '┼',
  arrow: '▼',
  leaving: '┬',
  downRight: '┌',
  downLeft: '┐',
  upRight: '└',
  upLeft: '┘',
}

const ASCII: Pen = {
  across: '-',
  down: '|',
  crossing: '|',
  arrow: 'v',
  leaving: '+',
  downRight: '+',
  downLeft: '+',
  upRight: '+',
  upLeft: '+',
}
