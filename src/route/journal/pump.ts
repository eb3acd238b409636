import { openPatience, type Trouble } from './patience.ts'
import type { Entry, ReceiptQueue } from './receipt-queue.ts'
import { BATCH, type FullSettings } from './settings.ts'
import { openRoll } from './trace-roll.ts'
import type { Cancel, JournalWorld } from './world.ts'

/** Takes receipts out of a queue and sees them into the files: one write at a time. */
export interface Pump {
  /** Notes that something waits: it is written before long. */
  readonly wake: () => void
  /** Answers once nothing waits. */
  readonly flush: () => Promise<void>
  /** Writes all that waits and ends the file; answers in time, be it done or not. */
  readonly close: () => Promise<void>
  /** Characters that a receipt has in a file, of late. */
  readonly meanLength: () => number
  readonly path: () => string | undefined
  readonly trouble: () => Trouble | undefined
}

export interface PumpParts {
  readonly settings: FullSettings
  readonly world: JournalWorld
  readonly queue: ReceiptQueue
  /** Told after every write, unless nobody waits for it any more. */
  readonly done: (written: number, failed: number) => void
}

export function openPump({ settings, world, queue, done }: PumpParts): Pump {
  const patience = openPatience(world)
  const roll = openRoll({ settings, world, patience })
  const alarm = openAlarm(world.after)
  const ageAlarm = openAlarm(world.after)
  let pending: readonly Entry[] = []
  let meanLength = FIRST_LENGTH
  let running: Promise<void> | undefined
  let isOver = false
  let isClosing = false

  const writeOnce = async (): Promise<'more' | 'stop'> => {
    const made = await roll.write(pending)
    if (made === undefined || isOver) return 'stop'
    pending = pending.slice(made.entries)
    if (made.receipts > 0) {
      meanLength += (made.receiptLength / made.receipts - meanLength) * SHARE_OF_THE_LAST
    }
    done(made.receipts, made.unwritable.length)
    return 'more'
  }
  const drain = async (): Promise<'empty' | 'stop'> => {
    for (;;) {
      if (pending.length === 0) pending = queue.take(BATCH.receipts)
      if (pending.length === 0) return 'empty'
      if ((await writeOnce()) === 'stop') return 'stop'
    }
  }
  const drainAndTurn = async (): Promise<void> => {
    if ((await drain()) === 'empty') await roll.turnOver()
  }
  /** What is no fault of the disk is one of the router: those receipts are not tried again. */
  const failPending = (): void => {
    const receipts = pending.flatMap((entry) => (entry.kind === 'receipt' ? entry.receipt.id : []))
    pending = []
    world.log({ kind: 'unwritable', receipt: receipts[0] ?? '' })
    if (!isOver) done(0, receipts.length)
  }
  const run = (): Promise<void> => {
    alarm.stop()
    running ??= drainAndTurn()
      .catch(failPending)
      .finally(() => {
        running = undefined
        if (isClosing) return
        if (queue.length() > 0) wake()
        const file = roll.current()
        ageAlarm.stop()
        if (file === undefined) return
        ageAlarm.set(Math.max(1, file.begunAtMs + settings.maxFileAgeMs - world.now()), run)
      })
    return running
  }
  const wake = (): void => {
    if (running !== undefined || isClosing) return
    alarm.set(queue.length() < BATCH.receipts ? settings.flushEveryMs : 0, run)
  }
  const finish = async (): Promise<void> => {
    await running
    // What was given up may stand in the file in part: nothing may be written behind it.
    if ((await drain()) === 'empty') await roll.finish()
  }
  return {
    wake,
    flush: async () => {
      while (queue.length() + pending.length > 0 && !isOver) await run()
    },
    close: async () => {
      isClosing = true
      alarm.stop()
      ageAlarm.stop()
      patience.hurry()
      await inTime(finish().catch(failPending), settings.closeWithinMs, world.after)
      isOver = true
      patience.giveUp()
    },
    meanLength: () => meanLength,
    path: () => roll.current()?.path,
    trouble: patience.trouble,
  }
}

/** Before the first receipt was written. */
const FIRST_LENGTH = 2048

/** How much the last write counts for what is thought of the next one. */
const SHARE_OF_THE_LAST = 0.25

interface Alarm {
  /** Where it is set already, the earlier one counts. */
  readonly set: (ms: number, run: () => void) => void
  readonly stop: () => void
}

function openAlarm(after: JournalWorld['after']): Alarm {
  let set: { readonly cancel: Cancel; readonly ms: number } | undefined
  const stop = (): void => {
    set?.cancel()
    set = undefined
  }
  return {
    stop,
    set: (ms, run) => {
      if (set !== undefined && set.ms <= ms) return
      stop()
      const cancel = after(ms, () => {
        set = undefined
        run()
      })
      set = { cancel, ms }
    },
  }
}

function inTime(work: Promise<void>, ms: number, after: JournalWorld['after']): Promise<void> {
  return new Promise((resolve) => {
    const cancel = after(ms, resolve)
    work.then(() => {
      cancel()
      resolve()
    })
  })
}
