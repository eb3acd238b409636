import type { Call } from './run-state.ts'

/** For how long a client has held up a call until then, since it did not read; milliseconds. */
export function heldMs({ heldMs: before = 0, heldSinceMs }: Call, atMs: number): number {
  return heldSinceMs === undefined ? before : before + atMs - heldSinceMs
}
