import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candidate } from '../../../src/catalog/candidate.ts'
import { digest } from '../../../src/catalog/digest.ts'
import { add, compare, type Decimal, ZERO } from '../../../src/catalog/money.ts'
import { withoutProviders } from '../../../src/catalog/without-providers.ts'
import { fingerprint } from '../../../src/ir/fingerprint.ts'
import { undelivered } from '../../../src/route/failover/end-of.ts'
import { errorOf } from '../../../src/route/failover/error-of.ts'
import type { RunPlan } from '../../../src/route/failover/run-state.ts'
import type { Ending } from '../../../src/route/failover/run-step.ts'
import { receiptOf } from '../../../src/route/receipt/receipt-of.ts'
import { knownCost, totalOf } from '../../../src/trace/cost-record.ts'
import {
  decodeRecord,
  ENGINE,
  type HopRecord,
  type Judgement,
  judge,
  openReplay,
  openWriter,
  receiptId,
} from '../../../src/trace/index.ts'
import { shelfOfCatalog } from '../../../src/trace/library.ts'
import { checkWalk } from '../../../src/trace/walk-check.ts'
import { runs } from '../../runs.ts'
import { type Drawn, drawnArbitrary, MOST_TOKENS } from './drawn-run.ts'
import { play } from './play.ts'

function mostOf(candidate: Candidate): Decimal | undefined {
  return totalOf(candidate, { origin: 'estimated', input: MOST_TOKENS, output: MOST_TOKENS })
}

interface Judged {
  readonly plan: RunPlan
  readonly judgement: Judgement
  readonly byId: ReadonlyMap<string, Candidate>
}

function judged({ run, limits, timers, delivery, chance }: Drawn): Judged {
  const { policy, catalog, without, context } = run
  const { candidates, vocabulary, byId } = shelfOfCatalog(withoutProviders(catalog, without))
  const { request = {}, state, seed } = context
  const judgement = judge({
    policy,
    candidates,
    vocabulary,
    request,
    ...(state !== undefined && { state }),
    ...(seed !== undefined && { seed }),
  })
  const ranked = judgement.decision.ranked.map(({ candidate }) => candidate)
  const plan: RunPlan = {
    policy,
    ranked,
    limits,
    timersFor: () => timers,
    usual: timers,
    delivery,
    worstCase: mostOf,
    chance: () => chance,
  }
  return { plan, judgement, byId }
}

test('every request ends within its limits, and its walk is the one of its plan', () => {
  fc.assert(
    fc.property(drawnArbitrary, (drawn) => {
      const { plan, byId } = judged(drawn)
      const { steps, ending } = play(plan, drawn.script)
      const { policy, ranked, limits } = plan
      const { hops, outcome } = ending
      expect(checkWalk({ policy, ranked, hops, outcome })).toBeUndefined()
      expect(hops.length).toBeLessThanOrEqual(limits.attempts)
      expect(steps.length).toBeLessThanOrEqual(2 * limits.attempts + 1)
      expect(steps.filter(({ kind }) => kind === 'call')).toHaveLength(hops.length)
      expect(isSorted(steps.map(({ atMs }) => atMs))).toBe(true)
      expect(isSorted(hops.flatMap(momentsOf))).toBe(true)
      for (const [index, hop] of hops.entries()) {
        expect(hop.attempt).toBe(index + 1)
        expect(hop.start_ms).toBeLessThan(limits.deadlineMs)
        const next = hops[index + 1]
        if (next === undefined) continue
        expect(hop.sent).toBe('nothing')
        expect(next.start_ms).toBe(hop.end_ms + (hop.wait_ms ?? 0))
      }
      expect(hops.at(-1)?.wait_ms).toBeUndefined()
      // What is known to be forbidden is not waited for.
      const isForbidden = ending.why === 'attempts' || ending.why === 'spend'
      if (isForbidden) expect(steps.at(-2)?.kind).not.toBe('wait')
      const { spend } = limits
      if (spend !== undefined) expect(compare(mostSpent(hops, byId), spend)).toBeLessThanOrEqual(0)
      assertEnding(ending)
    }),
    runs(1000),
  )
})

test('its receipt replays', () => {
  fc.assert(
    fc.property(drawnArbitrary, fc.boolean(), (drawn, isDelivered) => {
      const { plan, judgement } = judged(drawn)
      const { ending } = play(plan, drawn.script)
      const lines = linesOf(drawn, judgement, isDelivered ? ending : undelivered(ending))
      const replay = openReplay(ENGINE)
      const played = lines.flatMap((line) => {
        const decoded = decodeRecord(line)
        if (!decoded.ok) throw new Error(decoded.error.message)
        return replay.take(decoded.value) ?? []
      })
      expect(played.map(({ kind }) => kind)).toEqual(['reproduced'])
    }),
    runs(300),
  )
})

function linesOf({ run }: Drawn, judgement: Judgement, ending: Ending): readonly string[] {
  const { policy, catalog, without } = run
  const named = { fingerprint: fingerprint(policy), digest: digest(catalog) }
  const receipt = receiptOf(
    {
      id: receiptId(0, new Uint8Array(10)),
      at: '2026-11-01T00:00:00.000Z',
      mode: 'live',
      policy: { fingerprint: named.fingerprint },
      catalog: named.digest,
      without,
      judgement,
      request: { stream: true, caller: 'acme' },
    },
    ending,
  )
  const writer = openWriter({ writer: 'w1', tool: ENGINE, decisions: 'once' })
  return [
    writer.header('2026-11-01T00:00:00.000Z'),
    ...writer.receipt(receipt, {
      policies: [{ fingerprint: named.fingerprint, policy_ir: policy }],
      catalog: { digest: named.digest, catalog },
    }),
    writer.end(),
  ]
}

function isSorted(moments: readonly number[]): boolean {
  return moments.every((moment, i) => moment >= (moments[i - 1] ?? 0))
}

function momentsOf(hop: HopRecord): readonly number[] {
  const { start_ms, first_byte_ms = start_ms, first_token_ms = first_byte_ms, end_ms } = hop
  return [start_ms, first_byte_ms, first_token_ms, end_ms]
}

/** What the calls may have cost at the most, as their records tell. */
function mostSpent(hops: readonly HopRecord[], byId: ReadonlyMap<string, Candidate>): Decimal {
  const costs = hops.map(({ candidate, status, cause, cost }) => {
    const route = byId.get(candidate)
    if (route === undefined) throw new Error('a call to nobody')
    const known = cost && knownCost(cost)
    if (known !== undefined) return known
    const isFree = status === undefined ? NEVER_ARRIVED.has(cause ?? '') : status >= 300
    return (isFree ? undefined : mostOf(route)) ?? ZERO
  })
  return costs.reduce(add, ZERO)
}

const NEVER_ARRIVED: ReadonlySet<string> = new Set([
  'bad_request',
  'connect_timeout',
  'connection_refused',
  'name_unresolved',
  'tls_failed',
  'unreachable',
])

function assertEnding(ending: Ending): void {
  const { outcome, why, hops } = ending
  const last = hops.at(-1)
  expect(outcome === 'complete').toBe(why === 'answered')
  expect(outcome === 'complete').toBe(last?.action === 'finish')
  expect(outcome === 'cancelled').toBe(why === 'client left')
  if (outcome === 'rejected') expect(hops).toEqual([])
  if (outcome === 'incomplete') expect(last?.sent).toBe('part')
  if (outcome === 'exhausted') expect(last?.sent).toBe('nothing')
  if (last?.failure !== undefined && last.sent === 'part') {
    expect(last.failure).toBe('stream_interrupted')
  }
  if (outcome !== 'complete') expect(errorOf(ending).message.length).toBeLessThan(1000)
}
