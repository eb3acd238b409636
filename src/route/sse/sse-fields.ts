/**
 * The name and the data of an event, or undefined for lines without data, which are none.
 *
 * @param text the lines of one event, in any of the three ways to end a line.
 */
export function readSseFields(text: string): SseFields | undefined {
  let name = ''
  const data: string[] = []
  for (const line of text.split(LINE_END)) {
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    if (field === 'data') data.push(textAfter(line, colon))
    else if (field === 'event') name = textAfter(line, colon)
    // `id` and `retry` are between the server and the client; a line that begins with the colon is
    // a comment, and every other name is to be ignored.
  }
  return data.length === 0 ? undefined : { name, data: data.join('\n') }
}

export interface SseFields {
  readonly name: string
  readonly data: string
}

const LINE_END = /\r\n|\r|\n/

/** What follows the colon, without the one space that may. A field without a colon is empty. */
function textAfter(line: string, colon: number): string {
  if (colon === -1) return ''
  return line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
}
