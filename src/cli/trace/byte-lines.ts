/** A line of a file, as its bytes. */
export interface ByteLine {
  /** From 1. */
  readonly number: number
  /** Without the line break. Good until the next line is asked for. */
  readonly bytes: Buffer
  /** False for a last line without its line break: what wrote it was stopped in the middle. */
  readonly complete: boolean
}

/** The lines of a stream of bytes, so that memory grows with the longest line and no more. */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ByteLine> {
  let rest: Buffer[] = []
  let number = 0
  for await (const chunk of chunks) {
    const block = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, start)) {
      const piece = block.subarray(start, at)
      number += 1
      yield {
        number,
        bytes: rest.length === 0 ? piece : Buffer.concat([...rest, piece]),
        complete: true,
      }
      rest = []
      start = at + 1
    }
    // A copy, since the owner of the chunk may fill it again.
    if (start < block.length) rest.push(Buffer.from(block.subarray(start)))
  }
  if (rest.length > 0) yield { number: number + 1, bytes: Buffer.concat(rest), complete: false }
}

const NEWLINE = 10
