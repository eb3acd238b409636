import { once } from 'node:events'
import { type FSWatcher, watch } from 'node:fs'

/** Tells when a `.uh` file in a directory changes. */
export interface Changes {
  /** Resolves at the next change, or at once for one since the last time; at an abort, too. */
  readonly next: () => Promise<void>
  readonly close: () => void
}

/** Watches directories from now on. One that cannot be watched is left out. */
export function changesIn(directories: Iterable<string>, interrupted: AbortSignal): Changes {
  const changed = new EventTarget()
  let isDirty = false
  const watchers = [...directories].flatMap((directory) => {
    const watcher = watched(directory, (name) => {
      if (name !== null && !/\.uh$/i.test(name)) return
      isDirty = true
      changed.dispatchEvent(new Event('change'))
    })
    return watcher === undefined ? [] : [watcher]
  })
  const wake = (): boolean => changed.dispatchEvent(new Event('change'))
  interrupted.addEventListener('abort', wake, { once: true })
  return {
    async next() {
      if (!isDirty && !interrupted.aborted) await once(changed, 'change')
      // An editor writes a file in several steps.
      if (!interrupted.aborted) await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
      isDirty = false
    },
    close() {
      interrupted.removeEventListener('abort', wake)
      for (const watcher of watchers) watcher.close()
    },
  }
}

const SETTLE_MS = 50

function watched(directory: string, tell: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, (_event, name) => tell(name))
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
