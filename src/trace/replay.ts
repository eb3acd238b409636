import type { Prices } from '../catalog/catalog.ts'
import type { Decision } from '../decide/evaluator.ts'
import { costRecord, sumOfCosts, UNKNOWN_COST } from './cost-record.ts'
import { type Ground, type RecordedDecision, recordedDecision } from './decision-record.ts'
import type { UnknownRecord } from './decode-record.ts'
import { type Difference, firstDifference, isSame } from './difference.ts'
import { recordedContext } from './judgement.ts'
import { define, type Library, openLibrary, type Shelf } from './library.ts'
import type {
  CostRecord,
  DecisionRecord,
  ReceiptRecord,
  TraceRecord,
  UsageRecord,
} from './record.ts'
import { checkLoggedHops, rankingDifference, unrecordedPolicy } from './replay-imported.ts'
import { checkWalk } from './walk-check.ts'

/** A receipt, played again. */
export type Played = Reproduced | Diverged | Unsettled

export interface Reproduced {
  readonly kind: 'reproduced'
  readonly receipt: ReceiptRecord
  readonly scene: Scene
}

/**
 * A receipt that does not say enough to be held against what it says: one that was read from a
 * log of another host. Neither is it wrong for that, nor is it reproduced.
 */
export interface Unsettled {
  readonly kind: 'unsettled'
  readonly receipt: ReceiptRecord
  /** Undefined where the decision could not be made again. */
  readonly scene: Scene | undefined
  /** What is missing, or what differs for a reason that is missing. */
  readonly divergence: Divergence
}

export interface Diverged {
  readonly kind: 'diverged'
  readonly receipt: ReceiptRecord
  /** Undefined where the decision could not be made again. */
  readonly scene: Scene | undefined
  readonly divergence: Divergence
}

/** What a receipt's decision was made from, and the decision as it is made from that. */
export interface Scene extends RecordedDecision {
  readonly ground: Ground
  readonly shelf: Shelf
}

export interface Divergence {
  readonly cause: Cause
  /** One sentence, lower case, no period. */
  readonly message: string
  /** Undefined where there was nothing to compare with. */
  readonly difference: Difference | undefined
}

export type Cause =
  /** The record of the policy is missing, or is not what its fingerprint says. */
  | 'policy'
  /** The record of the catalog is missing, or is not what its digest says. */
  | 'catalog'
  /** The decision is the one that would have been made without what the receipt says of health. */
  | 'state'
  /** Another version of the engine decided. */
  | 'engine'
  /** The log that the receipt was read from does not hold all that was decided from. */
  | 'log'
  /** What the receipt says was decided, done or paid does not follow from what it rests on. */
  | 'receipt'

/** Plays receipts again, in the order of the trace. */
export interface Replay {
  /** Undefined for a record that is no receipt: definitions are kept for those that follow. */
  readonly take: (record: TraceRecord | UnknownRecord) => Played | undefined
  /** Keeps what a record defines; of a receipt nothing. */
  readonly define: (record: TraceRecord | UnknownRecord) => void
  /** Plays a receipt by what was defined so far. */
  readonly play: (receipt: ReceiptRecord) => Played
  readonly library: Library
}

/**
 * @param engine the version that plays: `unhardcoded/0.1.0`.
 */
export function openReplay(engine: string): Replay {
  const library = openLibrary()
  const stage: Stage = { library, remake: rememberedDecisions(), engine }
  return {
    library,
    define: (record) => define(record, library),
    play: (receipt) => play(receipt, stage),
    take: (record) => {
      define(record, library)
      return record.record === 'receipt' ? play(record, stage) : undefined
    },
  }
}

interface Stage {
  readonly library: Library
  readonly remake: Remake
  readonly engine: string
}

function play(receipt: ReceiptRecord, { library, remake, engine }: Stage): Played {
  const shelf = library.shelf(receipt.catalog, receipt.without ?? [])
  if ('cause' in shelf) return unusable(receipt, shelf)
  const { fingerprint, effective = fingerprint } = receipt.policy
  const policy = library.policy(effective, shelf)
  if ('cause' in policy) return unusable(receipt, unrecordedPolicy(receipt) ?? policy)
  const recorded = library.decisionOf(receipt)
  if (recorded === undefined) {
    const message = `no record before it holds the decision ${receipt.decision}`
    return unusable(receipt, { cause: 'receipt', message })
  }
  const { request, state } = receipt
  const context = recordedContext({ request, state, vocabulary: shelf.vocabulary })
  const ground: Ground = { policy, candidates: shelf.candidates, context }
  const remade = remake(receipt, recorded, ground)
  const scene: Scene = { ...remade.decided, ground, shelf }
  if (receipt.imported !== undefined) return settle(receipt, { recorded, scene })
  const difference = remade.difference ?? compareRest(receipt, scene)
  if (difference === undefined) return { kind: 'reproduced', receipt, scene }
  const cause = causeOf(receipt, { recorded, scene, difference, engine })
  const message = differenceText(difference)
  return { kind: 'diverged', receipt, scene, divergence: { cause, message, difference } }
}

function unusable(
  receipt: ReceiptRecord,
  { cause, message }: Pick<Divergence, 'cause' | 'message'>,
): Diverged | Unsettled {
  const divergence = { cause, message, difference: undefined }
  const kind = cause === 'log' ? 'unsettled' : 'diverged'
  return { kind, receipt, scene: undefined, divergence }
}

/** The hops of an imported receipt follow from its policy or not; the ranking needs more. */
function settle(
  receipt: ReceiptRecord,
  { recorded, scene }: { readonly recorded: DecisionRecord; readonly scene: Scene },
): Played {
  const wrong = checkLoggedHops(scene.ground.policy, receipt.hops)
  if (wrong !== undefined) {
    const divergence = {
      cause: 'receipt',
      message: differenceText(wrong),
      difference: wrong,
    } as const
    return { kind: 'diverged', receipt, scene, divergence }
  }
  const difference = rankingDifference(receipt, recorded, scene.record)
  if (difference === undefined) return { kind: 'reproduced', receipt, scene }
  const message = `${differenceText(difference)}: the log does not hold all that it was decided from`
  return { kind: 'unsettled', receipt, scene, divergence: { cause: 'log', message, difference } }
}

/** A decision made again, and whether the record says it too. */
interface Remade {
  readonly decided: RecordedDecision
  readonly difference: Difference | undefined
}

type Remake = (receipt: ReceiptRecord, recorded: DecisionRecord, ground: Ground) => Remade

/**
 * Makes decisions again. Receipts that refer to one record most likely share all that it was made
 * from: those that do are answered with what was made for the last one.
 */
function rememberedDecisions(): Remake {
  const known = new WeakMap<DecisionRecord, Remembered>()
  return (receipt, recorded, ground) => {
    if (typeof receipt.decision !== 'number') return remake(recorded, ground)
    const last = known.get(recorded)
    if (last !== undefined && restsOnSame(last, receipt, ground)) return last.remade
    const remade = remake(recorded, ground)
    known.set(recorded, { receipt, ground, remade })
    return remade
  }
}

interface Remembered {
  readonly receipt: ReceiptRecord
  readonly ground: Ground
  readonly remade: Remade
}

function restsOnSame({ receipt, ground }: Remembered, other: ReceiptRecord, its: Ground): boolean {
  return (
    ground.policy === its.policy &&
    ground.candidates === its.candidates &&
    ground.context.seed === its.context.seed &&
    isSame(ground.context.request, its.context.request) &&
    isSame(receipt.state, other.state)
  )
}

function remake(recorded: DecisionRecord, ground: Ground): Remade {
  const decided = recordedDecision(ground)
  const isReproduced = isSame(recorded, decided.record)
  const difference = isReproduced
    ? undefined
    : firstDifference(recorded, decided.record, '$.decision')
  return { decided, difference }
}

/** What follows from the decision: the calls, and what they cost. */
function compareRest(receipt: ReceiptRecord, scene: Scene): Difference | undefined {
  const { decision, record, ground, shelf } = scene
  const { hops, outcome } = receipt
  return (
    checkWalk({ policy: ground.policy, ranked: rankedOf(decision), hops, outcome }) ??
    compareCosts(receipt, record, shelf)
  )
}

function rankedOf({ ranked }: Decision) {
  return ranked.map(({ candidate }) => candidate)
}

/** Costs follow from the usage and the prices of the catalog. */
function compareCosts(
  receipt: ReceiptRecord,
  decision: DecisionRecord,
  { byId }: Shelf,
): Difference | undefined {
  for (const [index, { candidate, usage, cost }] of receipt.hops.entries()) {
    const computed = usage && costAt(byId.get(candidate), usage)
    const found = firstDifference(cost, computed, `$.hops[${index}].cost`)
    if (found !== undefined) return found
  }
  const total =
    receipt.hops.length > 0
      ? sumOfCosts(receipt.hops.flatMap(({ cost }) => cost ?? []))
      : costAt(byId.get(decision.ranked[0]?.id ?? ''), receipt.usage)
  return firstDifference(receipt.cost, total, '$.cost')
}

function costAt(route: Prices | undefined, usage: UsageRecord): CostRecord {
  return route === undefined ? UNKNOWN_COST : costRecord(route, usage)
}

interface Doubt {
  readonly recorded: DecisionRecord
  readonly scene: Scene
  readonly difference: Difference
  readonly engine: string
}

function causeOf(receipt: ReceiptRecord, doubt: Doubt): Cause {
  const { recorded, scene, difference, engine } = doubt
  if (receipt.engine !== engine) return 'engine'
  if (!difference.path.startsWith('$.decision')) return 'receipt'
  const { ground } = scene
  const blind = recordedDecision({ ...ground, context: { ...ground.context, state: {} } })
  const isBlind = firstDifference(recorded, blind.record, '$.decision') === undefined
  return isBlind ? 'state' : 'receipt'
}

function differenceText({ path, recorded, computed }: Difference): string {
  return `\`${path}\` is ${told(recorded)} in the receipt, and ${told(computed)} when made again`
}

/** The value, cut where it is long: it may hold anything. */
function told(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
