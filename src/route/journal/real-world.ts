import { randomBytes } from 'node:crypto'
import { diskFiles } from './disk-files.ts'
import type { JournalWorld } from './world.ts'

/** The clock, the chance and the disk of this machine. */
export function realWorld(log: JournalWorld['log']): JournalWorld {
  return {
    now: Date.now,
    random: randomBytes,
    log,
    after: (ms, run) => {
      const timer = setTimeout(run, Math.min(ms, LONGEST_MS))
      return () => clearTimeout(timer)
    },
    files: diskFiles,
  }
}

/** A longer wait would be over at once. */
const LONGEST_MS = 2 ** 31 - 1
