import {
  type Journal,
  type JournalEvent,
  type JournalSettings,
  openJournal,
} from '../../../src/route/journal/index.ts'
import { type FaultyFiles, faultyFiles } from './faulty-files.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

export interface TestJournal {
  readonly journal: Journal
  readonly disk: FaultyFiles
  readonly clock: VirtualClock
  readonly events: readonly JournalEvent[]
}

/** A journal over a disk in memory, in a time of its own. */
export async function openTestJournal(
  settings: Partial<JournalSettings> = {},
  disk: FaultyFiles = faultyFiles(),
): Promise<TestJournal> {
  const clock = virtualClock(Date.UTC(2026, 10, 16))
  const events: JournalEvent[] = []
  let draws = 0
  const opened = await openJournal(
    { directory: '/traces', ...settings },
    {
      now: clock.now,
      after: clock.after,
      random: (bytes) => {
        draws += 1
        return new Uint8Array(bytes).fill(draws)
      },
      log: (event) => events.push(event),
      files: disk,
    },
  )
  if (!opened.ok) throw new Error(opened.error.message)
  return { journal: opened.value, disk, clock, events }
}
