import { setTimeout as timeout } from 'node:timers/promises'

/** Ends after so many milliseconds, or fails when the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await timeout(ms, undefined, { signal })
}
