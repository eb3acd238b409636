import { MOST_LINE_BYTES } from './byte-lines.ts'

/** Lines of a file that stand together: what is dealt to those who work on a trace. */
export interface LineBlock {
  /** The number of its first line, from 1. */
  readonly firstLine: number
  readonly kind:
    | 'lines'
    /** The beginning of one line that has more than {@link MOST_LINE_BYTES}. */
    | 'too long'
  /** Whole lines with their breaks; the last line of a file may lack its own. */
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** The lines of a stream of bytes in blocks of about a megabyte, of whole lines each. */
export async function* lineBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LineBlock> {
  const held = new Held()
  let firstLine = 1
  let isSkipping = false
  const blockOf = (bytes: Uint8Array<ArrayBuffer>): LineBlock => {
    const block = { firstLine, kind: 'lines', bytes } as const
    firstLine += breaksIn(bytes)
    return block
  }
  for await (const chunk of chunks) {
    let piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (isSkipping) {
      const end = piece.indexOf(NEWLINE)
      if (end < 0) continue
      isSkipping = false
      firstLine += 1
      piece = piece.subarray(end + 1)
    }
    held.add(piece)
    const end = held.length < BLOCK_BYTES ? -1 : piece.lastIndexOf(NEWLINE)
    if (end >= 0) yield blockOf(held.takeBut(piece.subarray(end + 1)))
    else if (held.length > MOST_LINE_BYTES + BLOCK_BYTES) {
      const all = held.takeBut(Buffer.alloc(0))
      const lines = all.subarray(0, all.lastIndexOf(NEWLINE) + 1)
      if (lines.length > 0) yield blockOf(lines)
      yield { firstLine, kind: 'too long', bytes: new Uint8Array() }
      isSkipping = true
    }
  }
  if (held.length > 0) yield blockOf(held.takeBut(Buffer.alloc(0)))
}

const BLOCK_BYTES = 1024 * 1024
const NEWLINE = 10

/** What was read and not yet handed on. */
class Held {
  length = 0
  private pieces: Buffer[] = []

  add(piece: Buffer): void {
    this.pieces.push(piece)
    this.length += piece.length
  }

  /** Everything as bytes of its own, but for a rest at the end that is held on. */
  takeBut(rest: Buffer): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.length - rest.length)
    let at = 0
    for (const piece of this.pieces) {
      all.set(piece.subarray(0, all.length - at), at)
      at += piece.length
    }
    // A copy, or the rest would hold the whole of what it was read in.
    this.pieces = rest.length === 0 ? [] : [Buffer.from(rest)]
    this.length = rest.length
    return all
  }
}

function breaksIn(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1
  return count
}
