import fc from 'fast-check'
import { decimalOf } from '../../../src/catalog/money.ts'
import { REASONS } from '../../../src/compile/check/check-fail-plan.ts'
import { subtermAt } from '../../../src/decide/admitted.ts'
import { ACTIONS } from '../../../src/ir/admit-action.ts'
import { normalize } from '../../../src/ir/normalize.ts'
import type { Term } from '../../../src/ir/term.ts'
import type { CallTimers, RequestLimits } from '../../../src/route/failover/limits.ts'
import type { RunPlan } from '../../../src/route/failover/run-state.ts'
import { FAILURE_CODES, type FailureCode } from '../../../src/route/failure.ts'
import type { UsageRecord } from '../../../src/trace/index.ts'
import { type Run, runArbitrary } from '../../trace/recorded-run.ts'
import { answers, fails, headers, type Script, type Scripted } from './play.ts'

/** A policy over a catalog, what a request may take, and what happens to it. */
export interface Drawn {
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

/** The most of each kind that a call uses. */
export const MOST_TOKENS = 1000

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
    rest: fc.array(fc.tuple(soon, fc.constantFrom('alive', 'alive', 'token', 'held', 'resumed')), {
      maxLength: 3,
    }),
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

export const drawnArbitrary: fc.Arbitrary<Drawn> = fc.record({
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
  timers: fc.record({
    headersMs: timer,
    firstTokenMs: timer,
    idleMs: timer,
    attemptMs: timer,
    refusalMs: timer,
  }),
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
