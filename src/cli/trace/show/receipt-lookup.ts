import { compareBytes } from '../../../base/byte-order.ts'
import { nearestName } from '../../../base/nearest-name.ts'
import {
  type CatalogRecord,
  type FlowRecord,
  nodeReceipts,
  type PolicyRecord,
  type ReceiptRecord,
  receiptsIn,
} from '../../../trace/index.ts'
import type { Place } from '../reading.ts'
import type { FlowLine, TallyKind } from '../tally.ts'

/** Which receipt is asked for. */
export type Wanted =
  /**
   * The one with that id, or the only one whose id begins so; of a flow all of it, or the node of
   * that name: `n2`.
   */
  | { readonly kind: 'id'; readonly id: string; readonly node?: string }
  /** The one of the latest request. */
  | { readonly kind: 'last' }
  /** The only one. */
  | { readonly kind: 'only' }

/** A receipt, and what the trace has said above it of what it names. */
export interface KeptReceipt extends Place {
  /** With its decisions in it, where the trace holds them. */
  readonly receipt: ReceiptRecord | FlowRecord
  /** What decided. */
  readonly policies: readonly PolicyRecord[]
  readonly catalog: CatalogRecord | undefined
}

/** What came of looking for a receipt, in a size that does not grow with the trace. */
export interface Lookup {
  /** Selected receipts; a flow is one. */
  readonly count: number
  readonly found: KeptReceipt | undefined
  /** How many ids begin as is asked for, and the first of them. */
  readonly begun: { readonly count: number; readonly ids: readonly string[] }
  /** The id that may have been meant, where none begins so. */
  readonly nearest: string | undefined
}

/** Looks a receipt up. It is played later: what is defined below it is not kept with it. */
export const lookupTally: TallyKind<Wanted, Lookup> = {
  looksAt: 'recorded',
  open: (wanted) => {
    let [count, begunCount] = [0, 0]
    let found: KeptReceipt | undefined
    let ids: string[] = []
    let nearest: string | undefined
    let waiting: string[] = []
    const compareWaiting = (): void => {
      nearest = nearestOf(wanted, nearest === undefined ? waiting : [nearest, ...waiting])
      waiting = []
    }
    const look = (line: RequestLine): string => {
      const { id } = line.receipt
      count += 1
      if (isBetter(line, found, wanted)) found = kept(line)
      if (wanted.kind !== 'id') return ''
      if (beginsSo(id, wanted.id)) {
        begunCount += 1
        ids = firstIds([...ids, id])
      } else if (begunCount === 0) {
        waiting.push(id)
        if (waiting.length === BLOCK) compareWaiting()
      }
      return ''
    }
    return {
      add: look,
      addFlow: ({ flow, file, line, library }) => look({ receipt: flow, file, line, library }),
      result: () => {
        compareWaiting()
        return { count, found, begun: { count: begunCount, ids }, nearest }
      },
    }
  },
  merge: (a, b, wanted) => ({
    count: a.count + b.count,
    found: b.found !== undefined && isBetter(b.found, a.found, wanted) ? b.found : a.found,
    begun: {
      count: a.begun.count + b.begun.count,
      ids: firstIds([...a.begun.ids, ...b.begun.ids]),
    },
    nearest: nearestOf(
      wanted,
      [a.nearest, b.nearest].filter((id) => id !== undefined),
    ),
  }),
}

/** Ids that are compared at once. */
const BLOCK = 1000

/** Ids are written in capitals, and typed in whatever comes. */
function beginsSo(id: string, wanted: string): boolean {
  return id.toUpperCase().startsWith(wanted.toUpperCase())
}

function firstIds(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort(compareBytes).slice(0, MOST_IDS)
}

const MOST_IDS = 5

/** As much of each id is compared as was typed: an id is longer than what anybody types. */
function nearestOf(wanted: Wanted, ids: readonly string[]): string | undefined {
  if (wanted.kind !== 'id' || ids.length === 0) return undefined
  const sorted = ids.toSorted(compareBytes).reverse()
  const begun = new Map(sorted.map((id) => [id.slice(0, wanted.id.length), id]))
  return begun.get(nearestName(wanted.id, begun.keys()) ?? '')
}

interface RequestLine extends Pick<FlowLine, 'file' | 'line' | 'library'> {
  readonly receipt: ReceiptRecord | FlowRecord
}

type Placed = Place & Pick<RequestLine, 'receipt'>

function isBetter(one: Placed, found: Placed | undefined, wanted: Wanted): boolean {
  const isAbove =
    found === undefined ||
    one.file < found.file ||
    (one.file === found.file && one.line < found.line)
  switch (wanted.kind) {
    case 'only':
      return isAbove
    case 'last': {
      const order = found === undefined ? 1 : compareBytes(one.receipt.at, found.receipt.at)
      return order > 0 || (order === 0 && !isAbove)
    }
    default: {
      if (!beginsSo(one.receipt.id, wanted.id)) return false
      const [isExact, wasExact] = [one, found].map((each) => each?.receipt.id === wanted.id)
      return isExact === wasExact ? isAbove : isExact === true
    }
  }
}

function kept({ receipt, file, line, library }: RequestLine): KeptReceipt {
  const names = receiptsIn(receipt).map(({ policy }) => policy.effective ?? policy.fingerprint)
  return {
    file,
    line,
    receipt: whole(receipt, library),
    policies: [...new Set(names)].flatMap((name) => library.policyRecord(name) ?? []),
    catalog: library.catalogRecord(receipt.catalog),
  }
}

/** With its decisions in it. */
function whole(
  receipt: ReceiptRecord | FlowRecord,
  { decisionOf }: RequestLine['library'],
): ReceiptRecord | FlowRecord {
  if (receipt.record === 'receipt') {
    return { ...receipt, decision: decisionOf(receipt) ?? receipt.decision }
  }
  const decisions = nodeReceipts(receipt).map((node) => decisionOf(node) ?? node.decision)
  const nodes = receipt.nodes.map((node, i) => ({
    ...node,
    decision: decisions[i] ?? node.decision,
  }))
  return { ...receipt, nodes }
}
