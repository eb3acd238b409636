/** Something that is written at once, and what it is to the answer. */
export interface Piece {
  /**
   * `frame`: what stands around the words of the model. `token`: some of its words. `end`: from
   * the reason for which it ended on. `done`: the word with which streams of the interface end.
   */
  readonly kind: 'frame' | 'token' | 'end' | 'done'
  readonly text: string
}

/** The words of a text, a space before each, none longer than 16 characters. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/\s*\S{1,16}|\s+$/gu) ?? []
}

/** A server-sent event without a name. */
export function dataEvent(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`
}

/** A server-sent event that is called what its data says it is. */
export function namedEvent(type: string, rest: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
}
