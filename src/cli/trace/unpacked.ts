import { createGunzip, type Gunzip } from 'node:zlib'

/**
 * The bytes that were packed with gzip, in one piece or in several after one another. What stands
 * before a place where they are damaged or cut off is given; then this throws.
 */
export async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES })
  const state: State = { failure: undefined, isTaken: false, wake: () => undefined }
  gunzip.on('readable', () => state.wake())
  gunzip.on('error', (failure) => {
    state.failure = failure
    state.wake()
  })
  const taken = () => {
    state.isTaken = true
    state.wake()
  }
  try {
    for await (const chunk of packed) {
      // In portions, since one may unpack to a thousand times its size.
      for (let at = 0; at < chunk.length; at += PORTION_BYTES) {
        state.isTaken = false
        gunzip.write(chunk.subarray(at, at + PORTION_BYTES), taken)
        yield* piecesOf(gunzip, state)
      }
    }
    // Everything is read by now: an end that comes too early is an error, and takes nothing away.
    state.isTaken = false
    gunzip.on('end', taken).end()
    yield* piecesOf(gunzip, state)
  } finally {
    gunzip.destroy()
  }
}

interface State {
  failure: Error | undefined
  /** Whether what was last written is unpacked. */
  isTaken: boolean
  /** Called when there is something new. */
  wake: () => void
}

/** What comes of the last portion. A loop over the stream itself would drop it at an error. */
async function* piecesOf(gunzip: Gunzip, state: State): AsyncGenerator<Uint8Array> {
  for (;;) {
    const piece: Buffer | null = gunzip.read()
    if (state.failure !== undefined) throw state.failure
    if (piece !== null) yield piece
    else if (state.isTaken) return
    else {
      await new Promise<void>((wake) => {
        state.wake = wake
      })
    }
  }
}

const PIECE_BYTES = 256 * 1024
const PORTION_BYTES = 64 * 1024
