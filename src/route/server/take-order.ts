import type { Candidate } from '../../catalog/candidate.ts'
import { compare, type Decimal, ZERO } from '../../catalog/money.ts'
import { costOf, type Usage } from '../../catalog/price.ts'
import { ownNumber } from '../../decide/observe.ts'
import type { Judgement } from '../../trace/judgement.ts'
import { transformEdits } from '../admission/transform-edits.ts'
import type { Reservation } from '../callers/ledger.ts'
import { type IncomingCall, wantsStream } from '../dialect/incoming-call.ts'
import { tokensExpected } from '../dialect/tokens-expected.ts'
import type { CallTimers, RequestLimits } from '../failover/limits.ts'
import { refusalOf } from '../receipt/refusal-of.ts'
import type { RouterError } from '../router-error.ts'
import type { Decided } from './decided.ts'
import type { Incoming } from './incoming.ts'
import type { Office } from './office.ts'
import type { AddressedCall, Order } from './order.ts'
import type { Setting } from './setting.ts'
import { traceparentOf } from './traceparent.ts'

/** A request that was decided, but for who keeps its receipt. */
export interface Taken {
  readonly order: Omit<Order, 'clerk'>
  /** What it was decided from. */
  readonly decided: Decided
}

/** Decides a request, and says how each candidate would be called for it. */
export function takeOrder(incoming: Incoming, setting: Setting, office: Office): Taken {
  const judgement = judged(incoming, setting, office)
  const { decision } = judgement
  const ranked = decision.ranked.map(({ candidate }) => candidate)
  const bids = new Map<Candidate, Bid>()
  const bidOf = (candidate: Candidate): Bid => {
    const known = bids.get(candidate)
    if (known !== undefined) return known
    const bid = bidFor(candidate, { incoming, setting, judgement })
    bids.set(candidate, bid)
    return bid
  }
  const [first] = ranked
  const tokens = first === undefined ? undefined : bidOf(first).tokens
  const held = heldFor(incoming, ranked, { bidOf, setting, office })
  const { reservation, granted, refusal } = held
  const { surface, admitted, header } = incoming
  const { facts, policy } = admitted
  const order: Taken['order'] = {
    surface,
    plan: {
      policy: policy.term,
      // Nobody is called beyond a budget: the decision stands, and the request ends with it.
      ranked: refusal === undefined ? ranked : [],
      limits: held.limits,
      timersFor: (candidate) => bidOf(candidate).timers,
      usual: setting.timers,
      delivery: wantsStream({ surface, facts }) ? 'stream' : 'whole',
      worstCase: (candidate) => bidOf(candidate).worstCase(),
      chance: () => (office.random(1)[0] ?? 0) / 256,
    },
    to: (candidate) => bidOf(candidate).addressed,
    inputTokens: tokens?.input ?? 0,
    traceparent: traceparentOf(header('traceparent'), office.random),
    refusal: () => refusal ?? refusalOf(judgement, setting.vocabulary),
  }
  return { order, decided: { incoming, setting, judgement, tokens, reservation, granted } }
}

function judged(
  { surface, admitted, atMs }: Incoming,
  setting: Setting,
  office: Office,
): Judgement {
  const { policy, request, seed = policy.draws ? drawnSeed(office.random) : undefined } = admitted
  return office.judge({
    policy: policy.term,
    candidates: setting.grounds[surface].candidates,
    vocabulary: setting.vocabulary,
    request,
    state: office.health.state(atMs),
    ...(seed !== undefined && { seed }),
  })
}

interface Holding {
  readonly bidOf: (candidate: Candidate) => Bid
  readonly setting: Setting
  readonly office: Office
}

interface Held {
  readonly limits: RequestLimits
  /** What was taken of the purse, in USD. */
  readonly granted?: Decimal | undefined
  readonly reservation?: Reservation | undefined
  /** Set where a budget has no room. */
  readonly refusal?: RouterError
}

/**
 * Holds what the request may cost, where it has a purse or its caller has budgets: as much as the
 * dearest of the candidates that can be called for it, or else as the first.
 */
function heldFor(
  { caller, purse, atMs }: Incoming,
  ranked: readonly Candidate[],
  { bidOf, setting, office }: Holding,
): Held {
  const isFree = purse === undefined && caller.budgets.length === 0
  if (isFree || ranked.length === 0) return { limits: setting.limits }
  const costs = ranked
    .slice(0, setting.limits.attempts)
    .map((each) => bidOf(each).worstCase() ?? ZERO)
  const dearest = costs.reduce((most, cost) => (compare(cost, most) > 0 ? cost : most), ZERO)
  const granted = purse?.take(dearest)
  const limits = granted === undefined ? setting.limits : within(setting.limits, granted)
  if (caller.budgets.length === 0) return { limits, granted }
  const whole = office.ledger.reserve(caller, atMs, dearest)
  const held = whole.ok ? whole : office.ledger.reserve(caller, atMs, costs[0] ?? ZERO)
  if (!held.ok) return { limits, granted, refusal: held.error }
  const reservation = held.value
  return { limits: within(limits, reservation.worstCaseUsd), granted, reservation }
}

function within(limits: RequestLimits, most: Decimal): RequestLimits {
  const { spend = most } = limits
  return { ...limits, spend: compare(spend, most) < 0 ? spend : most }
}

/** From 0 to below 2^31. */
function drawnSeed(random: Office['random']): number {
  return new DataView(Uint8Array.from(random(4)).buffer).getUint32(0) >>> 1
}

/** What a candidate would be sent, and what that may take. */
interface Bid {
  readonly addressed: AddressedCall
  readonly timers: CallTimers
  readonly tokens: Usage
  /** USD; undefined where a price is not known. */
  readonly worstCase: () => Decimal | undefined
}

interface Bidding {
  readonly incoming: Incoming
  readonly setting: Setting
  readonly judgement: Judgement
}

function bidFor(candidate: Candidate, { incoming, setting, judgement }: Bidding): Bid {
  const { surface, body, header, admitted } = incoming
  const { context } = judgement.ground
  const changed = transformEdits(admitted.policy.term, { body, candidate, context })
  const { edits, timeoutMs, firstTokenTimeoutMs } = changed
  const call: IncomingCall = { surface, body, facts: admitted.facts, edits, header }
  const provider = setting.providers[candidate.provider_id] ?? {}
  const key = setting.keys.get(candidate.provider_id)
  const tokens = tokensExpected(call, ownNumber('max_output', candidate))
  const { timers } = setting
  return {
    addressed: { call, target: { candidate, provider, key } },
    timers:
      timeoutMs === undefined && firstTokenTimeoutMs === undefined
        ? timers
        : {
            ...timers,
            attemptMs: timeoutMs ?? timers.attemptMs,
            firstTokenMs: firstTokenTimeoutMs ?? timers.firstTokenMs,
          },
    tokens,
    worstCase: () => costOf(candidate, tokens)?.total,
  }
}
