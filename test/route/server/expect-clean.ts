import { expect, vi } from 'vitest'
import { expectReplays, type Lab } from './lab.ts'

/**
 * What holds after whatever happened: so many receipts, which replay; no call that is still open,
 * and nothing that the router was not written for.
 */
export async function expectClean(room: Lab, receipts = 1): Promise<void> {
  await room.kept(receipts)
  await vi.waitFor(() => expect(room.sandbox.counts().open).toBe(0), { interval: 2 })
  const ids = (await room.kept(receipts)).map(({ id }) => id)
  expect(ids).toHaveLength(receipts)
  expect(new Set(ids).size).toBe(receipts)
  expect(await expectReplays(room)).toEqual([])
  expect(room.faults).toEqual([])
}
