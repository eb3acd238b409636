import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candidate } from '../../../src/catalog/candidate.ts'
import { digest } from '../../../src/catalog/digest.ts'
import { add, compare, type Decimal, decimalOf, ZERO } from '../../../src/catalog/money.ts'
import { withoutProviders } from '../../../src/catalog/without-providers.ts'
import { REASONS } from '../../../src/compile/check/check-fail-plan.ts'
import { subtermAt } from '../../../src/decide/admitted.ts'
import { ACTIONS } from '../../../src/ir/admit-action.ts'
import { fingerprint } from '../../../src/ir/fingerprint.ts'
import { normalize } from '../../../src/ir/normalize.ts'
import type { Term } from '../../../src/ir/term.ts'
import { undelivered } from '../../../src/route/failover/end-of.ts'
import { errorOf } from '../../../src/route/failover/error-of.ts'
import type { CallTimers, RequestLimits } from '../../../src/route/failover/limits.ts'
import type { RunPlan } from '../../../src/route/failover/run-state.ts'
import type { Ending } from '../../../src/route/failover/run-step.ts'
import { FAILURE_CODES, type FailureCode } from '../../../src/route/failure.ts'
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
  type UsageRecord,
} from '../../../src/trace/index.ts'
import { shelfOfCatalog } from '../../../src/trace/library.ts'
import { checkWalk } from '../../../src/trace/walk-check.ts'
import { runs } from '../../runs.ts'
import { type Run, runArbitrary } from '../../trace/recorded-run.ts'
import { answers, fails, headers, play, type Script, type Scripted } from './play.ts'

/** A policy over a catalog, what a request may take, and what happens to it. */
interface Drawn {
  readonly run: Run
  readonly limits: RequestLimits
  readonly timers: CallTimers
  readonly delivery: RunPlan['delivery']
  readonly chance: number
  readonly script: Script
}

const soon = fc.nat(60)

/** What most requests do not have. */
function seldom<T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one })
}

const timer = fc.constantFrom(0, 100, 500, 500, 1000)

const actionArbitrary = fc.record(
  {
    action: fc.constantFrom(...ACTIONS, 'retry_same'),
    then_action: fc.constantFrom(...ACTIONS),
    attempts: fc.nat(3),
    backoff_ms: fc.oneof(soon, fc.array(soon, { maxLength: 3 })),
    open_breaker_ms: soon,
  },
  { requiredKeys: ['action'] },
)

/** Plans that people write, beside those that are drawn from the whole table. */
const failPlanArbitrary: fc.Arbitrary<Term> = fc
  .tuple(
    actionArbitrary,
    fc.array(fc.tuple(fc.constantFrom(...REASONS), actionArbitrary), { maxLength: 5 }),
  )
  .map(([base, overrides]) =>
    overrides.reduce<Term>(
      (plan, [reason, action]) => ['override', plan, reason, { ...action }],
      ['always', { ...base }],
    ),
  )

/** Half of the policies let everybody in, so that there is somebody to fall over to. */
const policyRunArbitrary: fc.Arbitrary<Run> = fc
  .tuple(runArbitrary, fc.option(failPlanArbitrary, { nil: undefined }), fc.boolean())
  .map(([run, plan, isOpen]) => {
    const part = (position: number): Term => subtermAt(run.policy, position)
    const filter: Term = isOpen ? ['top'] : part(1)
    const selector: Term = isOpen ? ['argmax'] : part(3)
    const policy: Term = ['policy', filter, part(2), selector, part(4), plan ?? part(5)]
    return { ...run, policy: normalize(policy) }
  })

const MOST_TOKENS = 1000

const usageArbitrary: fc.Arbitrary<UsageRecord> = fc.record(
  {
    origin: fc.constantFrom('reported', 'estimated', 'unknown'),
    input: fc.nat(MOST_TOKENS),
    output: fc.nat(MOST_TOKENS),
  },
  { requiredKeys: ['origin'] },
)

// The keys of a literal are its own.
const CODES = Object.keys(FAILURE_CODES) as readonly FailureCode[]

const failingArbitrary = fc.record(
  {
    status: fc.constantFrom(200, 400, 429, 503),
    retryAfterMs: fc.nat(300),
    usage: usageArbitrary,
  },
  { requiredKeys: [] },
)

/** What comes before a call ends: headers first, then life, and tokens where it is a stream. */
const callArbitrary: fc.Arbitrary<Scripted> = fc
  .record({
    headersMs: fc.option(soon, { nil: undefined }),
    status: fc.constantFrom(200, 200, 200, 429, 503),
    rest: fc.array(fc.tuple(soon, fc.constantFrom('alive', 'alive', 'token')), { maxLength: 3 }),
    end: fc.option(
      fc.oneof(
        fc.tuple(fc.constantFrom(...CODES), failingArbitrary).map(
          ([code, how]) =>
            (atMs: number) =>
              fails(atMs, code, how),
        ),
        usageArbitrary.map((usage) => (atMs: number) => answers(atMs, usage)),
      ),
      { nil: undefined, freq: 8 },
    ),
  })
  .map(({ headersMs, status, rest, end }) => {
    let atMs = headersMs ?? 0
    const after = rest.flatMap(([ms, kind]): Scripted => {
      // Nobody writes a token who refuses, or has not begun.
      if (kind === 'token' && (headersMs === undefined || status !== 200)) return []
      atMs += ms
      return [{ afterMs: atMs, event: { kind } }]
    })
    const first = headersMs === undefined ? [] : headers(headersMs, status)
    return [...first, ...after, ...(end?.(atMs + 1) ?? [])]
  })

const drawnArbitrary: fc.Arbitrary<Drawn> = fc.record({
  run: policyRunArbitrary,
  limits: fc
    .record({
      attempts: fc.integer({ min: 1, max: 6 }),
      deadlineMs: fc.oneof(fc.nat(300), fc.constant(1000), fc.constant(100_000)),
      spend: seldom(fc.constantFrom(0, 0.005, 0.01, 0.03, 0.1)),
      retryAfterCapMs: fc.constantFrom(50, 1000),
    })
    .map(({ spend, ...rest }) => ({
      ...rest,
      ...(spend !== undefined && { spend: decimalOf(spend) }),
    })),
  timers: fc.record({ headersMs: timer, firstTokenMs: timer, idleMs: timer, attemptMs: timer }),
  delivery: fc.constantFrom('stream', 'whole'),
  chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
  script: fc
    .record({
      calls: fc.array(callArbitrary, { minLength: 1, maxLength: 6, size: 'max' }),
      startMs: fc.nat(5),
      leavesMs: seldom(fc.nat(400)),
      shutdownMs: seldom(fc.nat(400)),
    })
    .map(({ calls, startMs, leavesMs, shutdownMs }) => ({
      calls,
      startMs,
      ...(leavesMs !== undefined && { leavesMs }),
      ...(shutdownMs !== undefined && { shutdownMs }),
    })),
})

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
