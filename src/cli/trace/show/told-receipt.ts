import type { CatalogVocabulary } from '../../../catalog/index.ts'
import type {
  DecisionRecord,
  FlowRecord,
  Played,
  PlayedFlow,
  PolicyRecord,
  ReceiptRecord,
} from '../../../trace/index.ts'
import type { OnePolicy } from '../../policy/one-policy.ts'
import type { Look } from '../../simulate/look.ts'

/** A receipt that was found, and what the trace has said by then of what it names. */
export interface FoundReceipt {
  readonly kind: 'receipt'
  readonly played: Played
  /** Where it stands: `trace.jsonl:7`. */
  readonly place: string
  /** What decided; undefined where the trace does not hold it. */
  readonly policy: PolicyRecord | undefined
  /** Undefined where the trace does not hold it. */
  readonly decision: DecisionRecord | undefined
  /** Set where it is a node of a flow. */
  readonly node: NodeOf | undefined
}

/** Which node of which flow. */
export interface NodeOf {
  readonly flow: FlowRecord
  readonly node: FlowRecord['nodes'][number]
}

/** A flow that was found. */
export interface FoundFlow {
  readonly kind: 'flow'
  readonly played: PlayedFlow
  readonly place: string
  /** In their order. */
  readonly nodes: readonly FoundReceipt[]
}

/** What the sections of the story are told from. */
export interface Telling {
  readonly receipt: ReceiptRecord
  /** As far as it can be read: what a receipt says there is outside data. */
  readonly decision: DecisionRecord
  /** What it is explained by; undefined where the decision cannot be made again. */
  readonly ground: Explained | undefined
  readonly look: Look
  /** Everything is told, and not the first few only. */
  readonly all: boolean
}

export interface Explained {
  readonly scene: NonNullable<Played['scene']>
  readonly policy: OnePolicy
  readonly vocabulary: CatalogVocabulary
}

/** Rows of a list that are shown where not everything is. */
export const MOST_SHOWN = 20

/** `3 more, --all shows them`, where a list was cut. */
export function moreText(count: number, { all }: Pick<Telling, 'all'>): string | undefined {
  return all || count <= MOST_SHOWN ? undefined : `${count - MOST_SHOWN} more; \`--all\` tells them`
}

export function firstOf<T>(list: readonly T[], { all }: Pick<Telling, 'all'>): readonly T[] {
  return all ? list : list.slice(0, MOST_SHOWN)
}
