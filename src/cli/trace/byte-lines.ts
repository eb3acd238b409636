/** A line of a file, as its bytes. */
export interface ByteLine {
  /** From 1. */
  readonly number: number
  /**
   * Without the line break, and of a line that is too long, the beginning. Good until the next
   * line is asked for.
   */
  readonly bytes: Buffer
  /** False for a last line without its line break: what wrote it was stopped in the middle. */
  readonly complete: boolean
  /** True where the line has more than {@link MOST_LINE_BYTES}. */
  readonly tooLong: boolean
}

/** A record of a trace is far below this; nothing more of a line is kept. */
export const MOST_LINE_BYTES = 64 * 1024 * 1024

/** The lines of a stream of bytes, so that memory grows with the longest line and no more. */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ByteLine> {
  let rest: Buffer[] = []
  let length = 0
  let number = 0
  const lineOf = (last: Buffer, complete: boolean): ByteLine => {
    const bytes = rest.length === 0 ? last : Buffer.concat([...rest, last])
    const tooLong = length + last.length > MOST_LINE_BYTES
    rest = []
    length = 0
    number += 1
    return { number, bytes: bytes.subarray(0, MOST_LINE_BYTES), complete, tooLong }
  }
  for await (const chunk of chunks) {
    const block = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, start)) {
      yield lineOf(block.subarray(start, at), true)
      start = at + 1
    }
    if (start === block.length) continue
    // A copy, since the owner of the chunk may fill it again.
    if (length < MOST_LINE_BYTES) rest.push(Buffer.from(block.subarray(start)))
    length += block.length - start
  }
  if (length > 0) yield lineOf(Buffer.alloc(0), false)
}

const NEWLINE = 10
