import { setImmediate } from 'node:timers/promises'

/** Time that passes when a test says so. */
export interface VirtualClock {
  readonly now: () => number
  readonly after: (ms: number, run: () => void) => () => void
  /** Lets that much pass, and everything happen that was to happen meanwhile. */
  readonly pass: (ms: number) => Promise<void>
  /** Lets time pass until the promise is settled. */
  readonly until: <T>(promise: Promise<T>) => Promise<T>
}

interface Timer {
  readonly atMs: number
  readonly run: () => void
}

export function virtualClock(startMs: number): VirtualClock {
  let nowMs = startMs
  const timers = new Set<Timer>()
  const next = (): Timer | undefined => [...timers].sort((a, b) => a.atMs - b.atMs)[0]
  const fire = (timer: Timer): void => {
    timers.delete(timer)
    nowMs = Math.max(nowMs, timer.atMs)
    timer.run()
  }
  return {
    now: () => nowMs,
    after: (ms, run) => {
      const timer = { atMs: nowMs + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pass: async (ms) => {
      const end = nowMs + ms
      await setImmediate()
      for (let timer = next(); timer !== undefined && timer.atMs <= end; timer = next()) {
        fire(timer)
        await setImmediate()
      }
      nowMs = end
    },
    until: async (promise) => {
      let isSettled = false
      const settled = (): void => {
        isSettled = true
      }
      promise.then(settled, settled)
      await setImmediate()
      while (!isSettled) {
        const timer = next()
        if (timer === undefined) throw new Error('nothing is going to happen any more')
        fire(timer)
        await setImmediate()
      }
      return promise
    },
  }
}
