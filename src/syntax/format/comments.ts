import type { IToken } from 'chevrotain'

/** A comment on its way from the source to its place in the layout. */
export interface Comment {
  /** From its `#` to the last character that is not white space. */
  readonly text: string
  /** It stands behind a token on the same line. */
  readonly trails: boolean
  /** A line with nothing in it stands above. */
  readonly blankAbove: boolean
  /** Something stands before it on its line, if only white space. */
  readonly indented: boolean
}

/** The comments before each token, and at the last place those after all tokens. */
export function placeComments(
  source: string,
  tokens: readonly IToken[],
  comments: readonly IToken[],
): readonly (readonly Comment[])[] {
  const places: Comment[][] = [...tokens, undefined].map(() => [])
  let place = 0
  for (const comment of comments) {
    while ((tokens[place]?.startOffset ?? Number.POSITIVE_INFINITY) < comment.startOffset) place++
    places[place]?.push(readComment(source, comment))
  }
  return places
}

function readComment(source: string, { image, startOffset }: IToken): Comment {
  const line = startOfLine(source, startOffset)
  return {
    text: image.trimEnd(),
    trails: source.slice(line, startOffset).trim() !== '',
    blankAbove: hasBlankAbove(source, startOffset),
    indented: startOffset > line,
  }
}

/** True when the line above the one that `offset` is on holds nothing but white space. */
export function hasBlankAbove(source: string, offset: number): boolean {
  const line = startOfLine(source, offset)
  if (line === 0) return false
  const end = line - (source.startsWith('\r\n', line - 2) ? 2 : 1)
  return end >= 0 && source.slice(startOfLine(source, end), end).trim() === ''
}

function startOfLine(source: string, offset: number): number {
  let start = offset
  while (start > 0 && source.charAt(start - 1) !== '\n' && source.charAt(start - 1) !== '\r')
    start--
  return start
}
