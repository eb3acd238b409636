import { displayWidth, glyphsOf } from './glyphs.ts'

/**
 * Breaks a text at blanks into lines of at most `width` columns; a word longer than that is
 * broken where it must be. Line breaks in the text stay.
 */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(1, width)))
}

function wrapLine(text: string, width: number): readonly string[] {
  if (displayWidth(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (displayWidth(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = breakWord(word, width)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  return [...lines, line]
}

function breakWord(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word]
  const pieces: string[] = []
  let piece = ''
  let taken = 0
  for (const glyph of glyphsOf(word)) {
    if (taken + glyph.width > width && piece !== '') {
      pieces.push(piece)
      piece = ''
      taken = 0
    }
    piece += glyph.text
    taken += glyph.width
  }
  return [...pieces, piece]
}
