/** The one timer of a request. Moving it later costs nothing, which every piece of a stream does. */
export interface AlarmClock {
  /** @param atMs by the clock that it was opened with; undefined where nothing is waited for. */
  set(atMs: number | undefined): void
}

/**
 * A timer that is set anew only where it has to ring earlier. It may therefore ring before its
 * time, and looks at the clock again when it does. Before it rings, what has arrived is read: where
 * this process was busy for longer than the time, nobody else was silent.
 *
 * @param nowMs the time, in milliseconds.
 * @param ring called when the time is there, which the clock then forgets.
 */
export function alarmClock(nowMs: () => number, ring: () => void): AlarmClock {
  let wantedMs = Number.POSITIVE_INFINITY
  let setMs = Number.POSITIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  function start(atMs: number): void {
    clearTimeout(timer)
    setMs = atMs
    timer = setTimeout(look, Math.min(Math.max(0, atMs - nowMs()), LONGEST_MS))
  }

  function look(): void {
    setMs = Number.POSITIVE_INFINITY
    setImmediate(ringIfDue)
  }

  function ringIfDue(): void {
    if (wantedMs === Number.POSITIVE_INFINITY) return
    if (nowMs() < wantedMs) {
      if (wantedMs < setMs) start(wantedMs)
      return
    }
    clearTimeout(timer)
    setMs = Number.POSITIVE_INFINITY
    wantedMs = Number.POSITIVE_INFINITY
    ring()
  }

  return {
    set(atMs) {
      wantedMs = atMs ?? Number.POSITIVE_INFINITY
      if (wantedMs < setMs) start(wantedMs)
      if (wantedMs < Number.POSITIVE_INFINITY) return
      clearTimeout(timer)
      setMs = Number.POSITIVE_INFINITY
    },
  }
}

/** What is longer rings at once in Node. */
const LONGEST_MS = 2_147_483_647
