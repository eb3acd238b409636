/** Receipts to files: see {@link openJournal}. */

export { type Journal, type JournalReport, openJournal } from './journal.ts'
export { realWorld } from './real-world.ts'
export type { JournalSettings } from './settings.ts'
export type {
  JournalEvent,
  TraceFiles,
  TraceHandle,
} from './world.ts'
