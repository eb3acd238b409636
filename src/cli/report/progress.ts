import type { Context } from '../context.ts'
import { cutMiddle } from './table.ts'

/** How far long work has come, in a line of the terminal that is written over. */
export interface Progress {
  /** Shows a text in place of the one before, where that has stood for a while. */
  readonly show: (text: string) => void
  /** Takes the line away: whatever else is written comes after this. */
  readonly clear: () => void
}

/** Nothing is shown where no terminal listens, and nothing before a while has passed. */
export function openProgress({ stderr, errorScreen, now }: ProgressContext): Progress {
  if (stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined }
  let last = now()
  let isShown = false
  return {
    show: (text) => {
      if (now() - last < EVERY_MS) return
      last = now()
      isShown = true
      stderr.write(`\r${ERASE_LINE}${cutMiddle(text, errorScreen.width - 1)}`)
    },
    clear: () => {
      if (isShown) stderr.write(`\r${ERASE_LINE}`)
      isShown = false
    },
  }
}

type ProgressContext = Pick<Context, 'stderr' | 'errorScreen' | 'now'>

const EVERY_MS = 200
const ERASE_LINE = '\u001b[K'
