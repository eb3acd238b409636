/** Receipts to files: see {@link openJournal}. */

export { type Journal, type JournalProblem, type JournalReport, openJournal } from './journal.ts'
export type { Trouble } from './patience.ts'
export { realWorld } from './real-world.ts'
export type { JournalSettings } from './settings.ts'
export type {
  Cancel,
  FileLook,
  JournalEvent,
  JournalWorld,
  TraceFiles,
  TraceHandle,
} from './world.ts'
