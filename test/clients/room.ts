import { expect } from 'vitest'
import type { FailureReason } from '../../src/route/failure.ts'
import { expectReplays, type Lab, type LabSetup, lab } from '../route/server/lab.ts'

/** The policies that every client can name. */
const POLICIES = `
policy support = cheapest
policy claude  = cheapest where provider in [claude]
policy strict  = cheapest where context >= 1000k
`

/** A laboratory with the policies that the tests of clients ask for by name. */
export function room(setup: LabSetup = {}): Promise<Lab> {
  return lab({ policies: POLICIES, ...setup })
}

/** `http://127.0.0.1:4102`: the clients of Anthropic put the version into the path themselves. */
export function rootOf({ url }: Lab): string {
  return url.slice(0, -'/v1'.length)
}

/** Which candidate was called, and for what reason it failed, where it did. */
export type HopFact = readonly [candidate: string, failure?: FailureReason]

export interface ReceiptFacts {
  /** The usual end is `complete`. */
  readonly outcome?: string
  readonly hops: readonly HopFact[]
}

/**
 * What a laboratory has written down is exactly this, a receipt for each request; all of it
 * replays, and the router met nothing that it was not written for.
 */
export async function expectReceipts(of: Lab, wanted: readonly ReceiptFacts[]): Promise<void> {
  if (wanted.length > 0) await of.receipt(wanted.length)
  const found = of.receipts.map(({ outcome, hops }) => ({
    outcome,
    hops: hops.map(({ candidate, failure }) =>
      failure === undefined ? [candidate] : [candidate, failure],
    ),
  }))
  expect(found).toEqual(wanted.map(({ outcome = 'complete', hops }) => ({ outcome, hops })))
  expect(await expectReplays(of)).toEqual([])
  expect(of.faults).toEqual([])
}
