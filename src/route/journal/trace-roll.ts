import { join } from 'node:path'
import { ENGINE, openWriter, receiptId, type Tail, type TraceWriter } from '../../trace/index.ts'
import { traceFileName } from './file-name.ts'
import { linesFor, type Made } from './lines-for.ts'
import type { Patience } from './patience.ts'
import type { Entry } from './receipt-queue.ts'
import type { FullSettings } from './settings.ts'
import { type SteadyFile, steadyFile } from './steady-file.ts'
import type { JournalWorld } from './world.ts'

/**
 * The files of one writer, one after the other: each begins with a header, each but a lost one
 * ends with its end record, and the chain of lines goes through them all.
 */
export interface TraceRoll {
  /**
   * Writes the first of the entries, as many as go into one write; undefined where that was given
   * up. Never called before the call before has answered.
   */
  readonly write: (entries: readonly Entry[]) => Promise<Made | undefined>
  /** Ends the file where it is old or large enough. */
  readonly turnOver: () => Promise<void>
  /** Ends the file; a later write begins another one. */
  readonly finish: () => Promise<void>
  /** The one that is being written. */
  readonly current: () => { readonly path: string; readonly begunAtMs: number } | undefined
}

export interface TraceRollParts {
  readonly settings: FullSettings
  readonly world: JournalWorld
  readonly patience: Patience
}

interface OpenTrace {
  readonly file: SteadyFile
  readonly writer: TraceWriter
  readonly begunAtMs: number
  /** As long as it is not written. */
  header: string
}

export function openRoll({ settings, world, patience }: TraceRollParts): TraceRoll {
  const name = receiptId(world.now(), world.random(10))
  /** Where the chain stands, as far as it is written. */
  let tail: Tail | undefined
  let open: OpenTrace | undefined
  let lastBegunAtMs = 0

  const begin = (): OpenTrace => {
    const begunAtMs = world.now()
    const newPath = (): string => {
      // Two files of one moment are to sort in their order too.
      lastBegunAtMs = Math.max(begunAtMs, lastBegunAtMs + 1)
      return join(settings.directory, traceFileName(lastBegunAtMs, world.random(10)))
    }
    const writer = openWriter({
      writer: name,
      tool: ENGINE,
      decisions: 'once',
      ...(tail !== undefined && { after: tail }),
      ...(settings.sign !== undefined && { sign: settings.sign }),
    })
    const file = steadyFile({ newPath, files: world.files, patience })
    return { file, writer, begunAtMs, header: `${writer.header(isoTime(begunAtMs))}\n` }
  }
  const tellLost = (file: SteadyFile): void => {
    world.log({ kind: 'file lost', file: file.path() })
  }
  const finish = async (): Promise<void> => {
    if (open === undefined) return
    const { file, writer } = open
    open = undefined
    const outcome = await file.append(Buffer.from(`${writer.end()}\n`))
    if (outcome === 'written') tail = writer.tail()
    if (outcome === 'lost') tellLost(file)
    await file.finish()
  }
  const turnOver = async (): Promise<void> => {
    if (open === undefined) return
    const isLarge = open.file.bytes() >= settings.maxFileBytes
    if (isLarge || world.now() - open.begunAtMs >= settings.maxFileAgeMs) await finish()
  }
  const write = async (entries: readonly Entry[]): Promise<Made | undefined> => {
    await turnOver()
    open ??= begin()
    const { file, writer, header } = open
    const room = settings.maxFileBytes - file.bytes() - header.length
    const made = linesFor(entries, writer, room)
    const outcome = await file.append(Buffer.from(`${header}${made.text}`))
    if (outcome === 'given up') return undefined
    if (outcome === 'lost') {
      // The chain goes on where it is written to, in lines that name their definitions anew.
      open = undefined
      tellLost(file)
      return write(entries)
    }
    open.header = ''
    tail = writer.tail()
    const [unwritable] = made.unwritable
    if (unwritable !== undefined) world.log({ kind: 'unwritable', receipt: unwritable })
    return made
  }
  return {
    write,
    turnOver,
    finish,
    current: () => open && { path: open.file.path(), begunAtMs: open.begunAtMs },
  }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
