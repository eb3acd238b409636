import { recordedDecision } from './decision-record.ts'
import { decodeRecord, type UnknownRecord } from './decode-record.ts'
import { type Difference, firstDifference } from './difference.ts'
import { differenceText } from './difference-text.ts'
import type { FlowRecord } from './flow-record.ts'
import { define, type Library, openLibrary } from './library.ts'
import { isDecisionLine } from './parted-line.ts'
import { type PlayedFlow, playFlow } from './play-flow.ts'
import { linkOfDecision, openRecognition, type Recognise } from './recognise.ts'
import type { DecisionRecord, ReceiptRecord, TraceRecord } from './record.ts'
import { openRemadeDecisions, type RemadeDecisions } from './remade-decisions.ts'
import { checkLoggedHops, rankingDifference, unrecordedPolicy } from './replay-imported.ts'
import { restDifference } from './rest-difference.ts'
import { type Scene, settingOf } from './scene.ts'

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
  /** Undefined for a record of no request: definitions are kept for those that follow. */
  readonly take: (record: TraceRecord | UnknownRecord) => Played | PlayedFlow | undefined
  /** Keeps what a record defines; of a receipt nothing. */
  readonly define: (record: TraceRecord | UnknownRecord) => void
  /**
   * The same for a line that somebody else reads, too: a fault of it is told there. A decision is
   * only read when a receipt refers to it.
   */
  readonly defineLine: (line: string) => void
  /** Plays a receipt by what was defined so far. */
  readonly play: (receipt: ReceiptRecord) => Played
  /** Plays a flow: each of its nodes, and what follows from them. */
  readonly playFlow: (flow: FlowRecord) => PlayedFlow
  /** Plays the receipt of a line that nobody has read, where there is a quick way to. */
  readonly recognise: Recognise
  /** Whether a line begins as a `decision` record, which `recognise` reads with its receipt. */
  readonly isDecisionLine: (line: string) => boolean
  readonly library: Library
}

/**
 * @param engine the version that plays: `unhardcoded/0.1.0`.
 */
export function openReplay(engine: string): Replay {
  const library = openLibrary()
  const stage: Stage = { library, decisions: openRemadeDecisions(), engine }
  const playReceipt = (receipt: ReceiptRecord) => play(receipt, stage)
  const flow = (record: FlowRecord) => playFlow(record, { play: playReceipt, engine })
  return {
    library,
    recognise: openRecognition({ ...stage, play: playReceipt }),
    isDecisionLine,
    define: (record) => define(record, library),
    defineLine: (line) => {
      const link = linkOfDecision(line)
      if (link !== undefined) return library.addDecisionLine(link, line)
      const decoded = decodeRecord(line)
      if (decoded.ok) define(decoded.value, library)
    },
    play: playReceipt,
    playFlow: flow,
    take: (record) => {
      define(record, library)
      if (record.record === 'flow') return flow(record)
      return record.record === 'receipt' ? playReceipt(record) : undefined
    },
  }
}

interface Stage {
  readonly library: Library
  readonly decisions: RemadeDecisions
  readonly engine: string
}

function play(receipt: ReceiptRecord, { library, decisions, engine }: Stage): Played {
  const setting = settingOf(receipt, library)
  if ('cause' in setting) {
    const unrecorded = setting.cause === 'policy' ? unrecordedPolicy(receipt) : undefined
    return unusable(receipt, unrecorded ?? setting)
  }
  const recorded = library.decisionOf(receipt)
  if (recorded === undefined) {
    const message = `no record before it holds the decision ${receipt.decision}`
    return unusable(receipt, { cause: 'receipt', message })
  }
  const remade = decisions.make(receipt, recorded, setting.ground)
  const scene: Scene = { ...remade.decided, ...setting }
  if (receipt.imported !== undefined) return settle(receipt, { recorded, scene })
  const difference = remade.difference ?? restDifference(receipt, scene)
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
