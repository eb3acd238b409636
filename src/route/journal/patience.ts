import { BACKOFF } from './settings.ts'
import type { Cancel, JournalWorld } from './world.ts'

/** Trouble that lasts. */
export interface Trouble {
  /** As `ENOSPC`. */
  readonly code: string
  /** RFC 3339. */
  readonly since: string
}

/** Waits for a disk that refuses, longer from try to try, and tells of it once. */
export interface Patience {
  /** Notes a refusal. */
  readonly refused: (file: string, code: string) => void
  /** Answers when it is time to try again: false where it no longer is. */
  readonly wait: () => Promise<boolean>
  /** Notes that all went well. */
  readonly well: (file: string) => void
  /** From here on there is little time: a wait is over at once, and later ones are short. */
  readonly hurry: () => void
  /** From here on nobody tries again. */
  readonly giveUp: () => void
  readonly trouble: () => Trouble | undefined
}

export function openPatience({
  now,
  after,
  log,
}: Pick<JournalWorld, 'now' | 'after' | 'log'>): Patience {
  let sinceMs: number | undefined
  let code = ''
  let waitMs: number = BACKOFF.firstMs
  let isHurried = false
  let isOver = false
  let waiting: { readonly cancel: Cancel; readonly done: () => void } | undefined
  const endWait = (): void => {
    waiting?.cancel()
    waiting?.done()
  }
  return {
    refused: (file, found) => {
      code = found
      if (sinceMs !== undefined) return
      sinceMs = now()
      log({ kind: 'refused', file, code })
    },
    wait: () => {
      if (isOver) return Promise.resolve(false)
      const ms = isHurried ? BACKOFF.firstMs : waitMs
      waitMs = Math.min(waitMs * 2, BACKOFF.longestMs)
      return new Promise((resolve) => {
        const done = (): void => {
          waiting = undefined
          resolve(!isOver)
        }
        waiting = { cancel: after(ms, done), done }
      })
    },
    well: (file) => {
      if (sinceMs === undefined) return
      log({ kind: 'recovered', file, afterMs: now() - sinceMs })
      sinceMs = undefined
      waitMs = BACKOFF.firstMs
    },
    hurry: () => {
      isHurried = true
      endWait()
    },
    giveUp: () => {
      isOver = true
      endWait()
    },
    trouble: () =>
      sinceMs === undefined ? undefined : { code, since: new Date(sinceMs).toISOString() },
  }
}
