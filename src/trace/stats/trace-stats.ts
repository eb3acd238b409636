import type { FlowReceipt, NodeReceipt } from '../flow-record.ts'
import type { DecisionRecord, HopRecord, Outcome, Receipt } from '../record.ts'
import { type BoundedGroups, groupOf, mergeGroups, newGroups, settle } from './bounded-groups.ts'
import { addLatency } from './latency-sketch.ts'
import { addCharge, type Charge, chargeOfCall, chargeWithoutCall } from './spend.ts'
import { addCount, addFailure, STATS_GROUP, type StatsGroup } from './stats-group.ts'

/** By what requests are told apart. */
export const DIMENSIONS = ['model', 'policy', 'caller', 'day', 'provider'] as const

export type Dimension = (typeof DIMENSIONS)[number]

/**
 * What a trace adds up to, in a size that does not grow with it. Plain data, to be sent between
 * threads: the stats of parts, merged in any order, are the stats of the whole, to the last digit.
 */
export interface TraceStats {
  readonly all: StatsGroup
  readonly modes: Map<Receipt['mode'], number>
  readonly by: { readonly [Name in Dimension]: BoundedGroups<StatsGroup> }
  /** The first and the last time of a receipt; undefined where there is none. */
  from: string | undefined
  until: string | undefined
}

export function newTraceStats(): TraceStats {
  return {
    all: STATS_GROUP.make(),
    modes: new Map(),
    by: {
      model: newGroups(),
      policy: newGroups(),
      caller: newGroups(),
      day: newGroups(),
      provider: newGroups(),
    },
    from: undefined,
    until: undefined,
  }
}

/**
 * Adds a receipt. Requests count for the model and the provider that answered, or would have;
 * calls, and what they cost, for those that were called.
 *
 * @param decision of the receipt, wherever it stands; undefined where it is not there.
 */
export function addReceipt(
  stats: TraceStats,
  receipt: Omit<Receipt, 'decision'>,
  decision: DecisionRecord | undefined,
): void {
  const { request, policy, hops, outcome } = receipt
  const answerer = answererOf(receipt, decision)
  const whole = wholeGroups(stats, { ...receipt, caller: request.caller })
  const own = { isFlow: false, policy, outcome, walks: [hops], last: hops.at(-1) }
  addWhole(stats, { ...receipt, ...own, whole, answerer })
  addDecided(stats, { ...receipt, whole, answerer })
}

/**
 * Adds a flow: one request, which counts for the policy that decided the answer and for who gave
 * it, and takes as long as the client waited for that. Calls count for the policies of their nodes.
 *
 * A flow that failed before its answer was decided counts for the policy that decided last.
 *
 * @param decisions of the nodes, wherever they stand; undefined for one that is not there.
 */
export function addFlow(
  stats: TraceStats,
  flow: Omit<FlowReceipt, 'nodes'> & {
    readonly nodes: readonly Omit<NodeReceipt, 'decision'>[]
  },
  decisions: readonly (DecisionRecord | undefined)[],
): void {
  const { nodes, answers, request, mode, outcome } = flow
  const decided = nodes.map((node, i) => ({ node, answerer: answererOf(node, decisions[i]) }))
  const answer = decided.find(({ node }) => node.node === answers)
  const whole = wholeGroups(stats, { ...flow, caller: request.caller })
  addWhole(stats, {
    ...flow,
    isFlow: true,
    whole,
    policy: (answer ?? decided.at(-1))?.node.policy,
    answerer: answer?.answerer,
    walks: nodes.map(({ hops }) => hops),
    last: answer?.node.hops.at(-1),
    outcome,
  })
  for (const { node, answerer } of decided) addDecided(stats, { ...node, mode, whole, answerer })
}

interface WholeFacts extends Pick<Receipt, 'at' | 'mode'> {
  readonly isFlow: boolean
  /** The groups that all of the request belongs to. */
  readonly whole: readonly StatsGroup[]
  /** What decided the answer; undefined where nothing was decided. */
  readonly policy: Receipt['policy'] | undefined
  readonly answerer: string | undefined
  /** The calls of each decision. */
  readonly walks: readonly (readonly HopRecord[])[]
  /** The last call of those for the answer. */
  readonly last: HopRecord | undefined
  readonly outcome: Outcome
}

/** Everything that counts once for a request. */
function addWhole(stats: TraceStats, facts: WholeFacts): void {
  const { at, mode, whole, policy, answerer, last } = facts
  const asked = [...whole, policyGroup(stats, policy)]
  for (const group of [...asked, ...routeGroups(stats, answerer)]) addRequest(group, facts)
  for (const group of asked) addTimes(group, { hop: last, since: 0 })
  addCount(stats.modes, mode)
  const kept = at.slice(0, LONGEST_TIME)
  stretch(stats, kept, kept)
}

interface Decided extends Pick<Receipt, 'mode' | 'policy' | 'hops' | 'cost'> {
  readonly whole: readonly StatsGroup[]
  readonly answerer: string | undefined
}

/** The calls that follow from a decision, and what they cost. */
function addDecided(
  stats: TraceStats,
  { mode, policy, hops, cost, whole, answerer }: Decided,
): void {
  const paying = [...whole, policyGroup(stats, policy)]
  for (const [index, hop] of hops.entries()) {
    const called = routeGroups(stats, hop.candidate)
    const charge = chargeOfCall(hop, mode)
    const isRetry = hops[index - 1]?.candidate === hop.candidate
    for (const group of [...paying, ...called]) addCall(group, hop, { charge, isRetry })
    for (const group of called) addTimes(group, { hop, since: hop.start_ms })
  }
  if (hops.length > 0) return
  const charge = chargeWithoutCall({ cost, mode })
  for (const group of [...paying, ...routeGroups(stats, answerer)]) addCharge(group.spend, charge)
}

function wholeGroups(
  stats: TraceStats,
  { at, caller }: { readonly at: string; readonly caller: string | undefined },
): readonly StatsGroup[] {
  return [
    stats.all,
    groupOf(stats.by.caller, caller, STATS_GROUP),
    groupOf(stats.by.day, dayOf(at), STATS_GROUP),
  ]
}

function policyGroup(stats: TraceStats, policy: Receipt['policy'] | undefined): StatsGroup {
  return groupOf(stats.by.policy, policy?.name ?? policy?.fingerprint, STATS_GROUP)
}

/** Of a time with all its digits; whatever is longer is none. */
const LONGEST_TIME = 40

export function mergeTraceStats(into: TraceStats, from: TraceStats): void {
  STATS_GROUP.merge(into.all, from.all)
  for (const [mode, count] of from.modes) addCount(into.modes, mode, count)
  for (const name of DIMENSIONS) mergeGroups(into.by[name], from.by[name], STATS_GROUP)
  stretch(into, from.from, from.until)
}

/** The groups, those of names that are too many together. */
export function settledGroups(stats: TraceStats, name: Dimension): BoundedGroups<StatsGroup> {
  const groups = stats.by[name]
  settle(groups, STATS_GROUP)
  return groups
}

function stretch(stats: TraceStats, from: string | undefined, until: string | undefined): void {
  if (from !== undefined && (stats.from === undefined || from < stats.from)) stats.from = from
  if (until !== undefined && (stats.until === undefined || until > stats.until)) stats.until = until
}

/** Of an RFC 3339 time in UTC. */
function dayOf(at: string): string {
  return at.slice(0, 'YYYY-MM-DD'.length)
}

/** Who answered, or would have; undefined where nobody did. */
function answererOf(
  { hops, outcome }: Pick<Receipt, 'hops' | 'outcome'>,
  decision: DecisionRecord | undefined,
): string | undefined {
  const last = hops.at(-1)
  if (last !== undefined) return last.sent === 'nothing' ? undefined : last.candidate
  return outcome === 'simulated' ? firstOf(decision) : undefined
}

/** What a receipt says of its decision is checked where it is replayed, and not here. */
function firstOf(decision: DecisionRecord | undefined): string | undefined {
  const ranked: unknown = decision?.ranked
  const first: unknown = Array.isArray(ranked) ? ranked[0] : undefined
  if (typeof first !== 'object' || first === null || !('id' in first)) return undefined
  return typeof first.id === 'string' ? first.id : undefined
}

function routeGroups(stats: TraceStats, route: string | undefined): readonly StatsGroup[] {
  return [
    groupOf(stats.by.model, route, STATS_GROUP),
    groupOf(stats.by.provider, providerOf(route), STATS_GROUP),
  ]
}

/** A route is called `provider/model`. */
function providerOf(route: string | undefined): string | undefined {
  const slash = route?.indexOf('/') ?? -1
  return slash === -1 ? route : route?.slice(0, slash)
}

function addRequest(group: StatsGroup, { isFlow, walks, outcome }: WholeFacts): void {
  group.requests += 1
  if (isFlow) group.flows += 1
  addCount(group.outcomes, outcome)
  if (walks.every((hops) => hops.length === 0)) return
  group.called += 1
  if (walks.some(hasGoneOn)) group.failedOver += 1
}

function hasGoneOn(hops: readonly HopRecord[]): boolean {
  return hops.some(({ candidate }) => candidate !== hops[0]?.candidate)
}

interface CallFacts {
  readonly charge: Charge
  /** Whether the call before was one of the same candidate. */
  readonly isRetry: boolean
}

function addCall(group: StatsGroup, { failure }: HopRecord, { charge, isRetry }: CallFacts): void {
  group.calls += 1
  if (isRetry) group.retries += 1
  if (failure !== undefined) addFailure(group, failure)
  addCharge(group.spend, charge)
}

interface Timed {
  readonly hop: HopRecord | undefined
  /** Milliseconds since the request: from when on it is counted. */
  readonly since: number
}

/** Only what was answered to its end took its time; of any answer the first token did. */
function addTimes({ total, firstToken }: StatsGroup, { hop, since }: Timed): void {
  if (hop === undefined) return
  if (hop.sent === 'all') addLatency(total, hop.end_ms - since)
  if (hop.first_token_ms !== undefined) addLatency(firstToken, hop.first_token_ms - since)
}
