/** A text with a name, and the places of its lines. */
export interface Source {
  /** How reports call it: a path as the user gave it, `<stdin>`, or `<policy>`. */
  readonly name: string
  readonly text: string
}

/** A place people can find: both numbers count from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The offsets at which the lines of `text` begin. Lines end in LF, CRLF or a lone CR. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === LF || (unit === CR && text.charCodeAt(i + 1) !== LF)) starts.push(i + 1)
  }
  return starts
}

/** The position of `offset` (clamped to the text), given the text's {@link lineStarts}. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: Math.max(0, offset - (starts[low] ?? 0)) + 1 }
}

const LF = 10
const CR = 13
