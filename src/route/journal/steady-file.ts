import { errorCode } from './error-code.ts'
import type { Patience } from './patience.ts'
import type { TraceFiles, TraceHandle } from './world.ts'

/**
 * A file that bytes are appended to, however often the disk refuses.
 *
 * Every write says where in the file it goes. Where one fails, or takes a part of the bytes only,
 * the same bytes go to the same place again: what a refused write may have left behind is written
 * over by what it was a part of, so that the file is at any time what it should be up to some
 * byte, and a crash leaves a last line that is cut off at most.
 */
export interface SteadyFile {
  readonly path: () => string
  /** How many bytes of it are written. */
  readonly bytes: () => number
  readonly append: (bytes: Uint8Array) => Promise<Appended>
  /** Waits until it is on the disk, and closes it. */
  readonly finish: () => Promise<void>
}

export type Appended =
  | 'written'
  /** The file is no longer there, or what was written of it is not: nothing can be appended. */
  | 'lost'
  /** There is no time to try again. */
  | 'given up'

export interface SteadyFileParts {
  /** Another one each time. */
  readonly newPath: () => string
  readonly files: TraceFiles
  readonly patience: Patience
}

/** Opens nothing yet: the file is made with the first bytes. */
export function steadyFile({ newPath, files, patience }: SteadyFileParts): SteadyFile {
  let path = newPath()
  let isMade = false
  /** There are file systems that do not know. */
  let knowsNames = false
  let handle: TraceHandle | undefined
  let bytes = 0

  const opened = async (): Promise<TraceHandle> => {
    handle ??= await (isMade ? files.reopen(path) : files.create(path))
    isMade = true
    return handle
  }
  const letGo = async (): Promise<void> => {
    const old = handle
    handle = undefined
    await old?.close().catch(() => undefined)
  }
  /** One write; answers how many more of the bytes are written then, or `lost`. */
  const writeSome = async (rest: Uint8Array, position: number): Promise<number | 'lost'> => {
    const file = await opened()
    const look = await file.look()
    if (position === 0) knowsNames ||= look.named
    if ((knowsNames && !look.named) || look.bytes < position) return 'lost'
    const taken = await file.write(rest, position)
    if (taken === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' })
    return taken
  }
  return {
    path: () => path,
    bytes: () => bytes,
    append: async (all) => {
      let done = 0
      while (done < all.length) {
        try {
          const taken = await writeSome(all.subarray(done), bytes + done)
          if (taken === 'lost') {
            await letGo()
            return 'lost'
          }
          done += taken
        } catch (error) {
          const code = errorCode(error)
          await letGo()
          if (isMade && code === 'ENOENT') return 'lost'
          if (!isMade && code === 'EEXIST') path = newPath()
          patience.refused(path, code)
          if (!(await patience.wait())) return 'given up'
        }
      }
      bytes += done
      patience.well(path)
      return 'written'
    },
    finish: async () => {
      try {
        await handle?.sync()
      } catch (error) {
        // The system has let go of what it could not write: to ask again would say all is well.
        patience.refused(path, errorCode(error))
      }
      await letGo()
    },
  }
}
