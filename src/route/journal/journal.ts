import { err, ok, type Result } from '../../base/result.ts'
import type { AnyReceipt, Definitions } from '../../trace/index.ts'
import { errorReason } from './error-code.ts'
import type { Trouble } from './patience.ts'
import { openPump } from './pump.ts'
import { openQueue } from './receipt-queue.ts'
import { DEFAULTS, type FullSettings, type JournalSettings } from './settings.ts'
import type { JournalWorld } from './world.ts'

/** Writes receipts to files beside the traffic: nothing that happens to the disk holds it up. */
export interface Journal {
  /**
   * Takes a receipt, which nobody may change from then on, and answers at once: its lines are made
   * later. Never throws. Where too many wait the receipt is dropped, and the trace says so.
   */
  readonly write: (receipt: AnyReceipt, definitions: Definitions) => void
  readonly report: () => JournalReport
  /** Answers once no receipt waits, however long the disk takes. */
  readonly flush: () => Promise<void>
  /**
   * Writes what waits, ends the file, and sees it on the disk; gives up what is not done in time.
   * Receipts that come later are dropped.
   */
  readonly close: () => Promise<JournalReport>
}

/** Of every receipt that came: queued, written, dropped and failed together are all of them. */
export interface JournalReport {
  readonly queued: number
  /** Handed to the system; on the disk once the file is closed. */
  readonly written: number
  /** Not taken, since too many waited, or since the journal was closed. */
  readonly dropped: number
  /** Taken, and not written: they could not be put in a line, or time ran out at the end. */
  readonly failed: number
  /** The file that is being written. */
  readonly file: string | undefined
  /** Set as long as the disk refuses. */
  readonly lastError: Trouble | undefined
}

/** Why there is no journal. */
export interface JournalProblem {
  /** One sentence, lower case, no period. */
  readonly message: string
  readonly help: string
}

/** Opens a journal; a file is made with its first receipt. */
export async function openJournal(
  settings: JournalSettings,
  world: JournalWorld,
): Promise<Result<Journal, JournalProblem>> {
  try {
    await world.files.openDirectory(settings.directory)
  } catch (error) {
    const message = `cannot write traces to \`${settings.directory}\`: ${errorReason(error)}`
    return err({ message, help: 'name a directory that the router may make files in' })
  }
  return ok(journalOver({ ...DEFAULTS, ...settings }, { ...world, log: quietly(world.log) }))
}

function journalOver(settings: FullSettings, world: JournalWorld): Journal {
  const queue = openQueue()
  const counts = { taken: 0, written: 0, dropped: 0, failed: 0 }
  const queued = (): number => counts.taken - counts.written - counts.failed
  const shortage = openShortage(world.log)
  const pump = openPump({
    settings,
    world,
    queue,
    done: (written, failed) => {
      counts.written += written
      counts.failed += failed
      if (queued() <= settings.maxQueued / 2) shortage.over()
    },
  })
  const isFull = (): boolean =>
    queued() >= settings.maxQueued || queued() * pump.meanLength() >= settings.maxQueuedBytes
  const report = (): JournalReport => ({
    queued: queued(),
    written: counts.written,
    dropped: counts.dropped,
    failed: counts.failed,
    file: pump.path(),
    lastError: pump.trouble(),
  })
  let closed: Promise<JournalReport> | undefined
  return {
    write: (receipt, definitions) => {
      if (closed === undefined && !isFull()) {
        counts.taken += 1
        queue.add(receipt, definitions)
        pump.wake()
        return
      }
      counts.dropped += 1
      if (closed !== undefined) return
      queue.drop(receipt)
      shortage.drop()
    },
    report,
    flush: () => pump.flush(),
    close: () => {
      closed ??= pump.close().then(() => {
        counts.failed += queued()
        return report()
      })
      return closed
    },
  }
}

/** Tells once that receipts are dropped, and once that they no longer are. */
function openShortage(log: JournalWorld['log']): {
  readonly drop: () => void
  readonly over: () => void
} {
  let dropped = 0
  return {
    drop: () => {
      dropped += 1
      if (dropped === 1) log({ kind: 'dropping' })
    },
    over: () => {
      if (dropped > 0) log({ kind: 'kept up', dropped })
      dropped = 0
    },
  }
}

/** A log that fails is no reason to fail. */
function quietly(log: JournalWorld['log']): JournalWorld['log'] {
  return (event) => {
    try {
      log(event)
    } catch {
      // Whoever logs has nowhere to tell of it either.
    }
  }
}
