import type { TraceFiles, TraceHandle } from '../../../src/route/journal/index.ts'

/** What comes of one write, or of one opening. */
export type Fate =
  | 'fine'
  /** That many of the bytes are written and no more. */
  | { readonly short: number }
  /** It fails, after that many of the bytes got to the disk all the same. */
  | { readonly code: string; readonly after?: number }
  /** It never answers. */
  | 'hangs'

/** A disk in memory that fails as it is told to. */
export interface FaultyFiles extends TraceFiles {
  /** By path. */
  readonly contents: Map<string, Buffer>
  /** What comes of the next calls, one after the other; those after the last go well. */
  fates: Fate[]
  /** What comes of every call, before `fates` are looked at. */
  always: Fate
  writes: number
  syncs: number
}

export function faultyFiles(): FaultyFiles {
  const contents = new Map<string, Buffer>()
  const next = async (): Promise<Fate> => {
    const fate = disk.always === 'fine' ? (disk.fates.shift() ?? 'fine') : disk.always
    return fate === 'hangs' ? new Promise<Fate>(() => undefined) : fate
  }
  const handle = (path: string): TraceHandle => {
    const inode = contents.get(path)
    return {
      look: async () => ({
        bytes: contents.get(path)?.length ?? 0,
        named: inode !== undefined && contents.has(path),
      }),
      write: async (bytes, position) => {
        disk.writes += 1
        const fate = await next()
        if (fate === 'hangs') return 0
        const most = fate === 'fine' ? bytes.length : 'short' in fate ? fate.short : fate.after
        const taken = bytes.subarray(0, most ?? 0)
        const old = contents.get(path) ?? Buffer.alloc(0)
        const size = Math.max(old.length, position + taken.length)
        const now = Buffer.alloc(size)
        old.copy(now)
        now.set(taken, position)
        contents.set(path, now)
        if (fate !== 'fine' && 'code' in fate) throw failure(fate.code)
        return taken.length
      },
      sync: async () => {
        disk.syncs += 1
      },
      close: async () => undefined,
    }
  }
  const disk: FaultyFiles = {
    contents,
    fates: [],
    always: 'fine',
    writes: 0,
    syncs: 0,
    openDirectory: async () => undefined,
    create: async (path) => {
      const fate = await next()
      if (fate !== 'fine' && fate !== 'hangs' && 'code' in fate) throw failure(fate.code)
      if (contents.has(path)) throw failure('EEXIST')
      contents.set(path, Buffer.alloc(0))
      return handle(path)
    },
    reopen: async (path) => {
      if (!contents.has(path)) throw failure('ENOENT')
      return handle(path)
    },
  }
  return disk
}

export function failure(code: string): Error {
  return Object.assign(new Error(code), { code })
}
