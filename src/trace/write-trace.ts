import { hashOfLine } from './chain.ts'
import type { AnyReceipt, FlowReceipt } from './flow-record.ts'
import {
  type CatalogRecord,
  DECISIONS_KEPT,
  type DecisionRecord,
  type GapRecord,
  type PolicyRecord,
  type Receipt,
  TRACE_FORMAT,
} from './record.ts'

/** What a writer is told once. */
export interface Writing {
  /** A name that no other writer has: a {@link receiptId} does. */
  readonly writer: string
  /** `unhardcoded/0.1.0`. */
  readonly tool: string
  /** Where the writer's trace goes on in another file. */
  readonly after?: Tail
  /** `once`: decisions that receipts share stand in records of their own; else in each receipt. */
  readonly decisions?: 'once'
  /** Signs a line: see {@link signerOf}. */
  readonly sign?: (line: string) => string
}

/** Where a writer's chain ends. */
export interface Tail {
  /** The number of the next record. */
  readonly seq: number
  /** The hash of the last line. */
  readonly prev: string
}

/** What a receipt names, to be defined before the first one that does. */
export interface Definitions {
  /** The policy that decided, and the caller's own where that is another one. */
  readonly policies: readonly PolicyDefinition[]
  readonly catalog: CatalogDefinition
}

export type PolicyDefinition = Omit<PolicyRecord, keyof Envelope>
export type CatalogDefinition = Omit<CatalogRecord, keyof Envelope>
/** Receipts that are not to be written. */
export type Gap = Omit<GapRecord, keyof Envelope>

type Envelope = Pick<PolicyRecord, 'record' | 'writer' | 'seq' | 'prev'>

/** Makes the lines of one file of a trace; where they go is the caller's to see to. */
export interface TraceWriter {
  /** @param at RFC 3339. */
  readonly header: (at: string) => string
  /**
   * The lines of a receipt, with those of its definitions that the file does not have yet. A
   * decision is the same as another one where it is the same object.
   *
   * Throws where something of it is no JSON, and then nothing of it was made.
   */
  readonly receipt: (receipt: AnyReceipt, definitions: Definitions) => readonly string[]
  /** Says that receipts are missing here. */
  readonly gap: (gap: Gap) => string
  /** The last line: nothing may follow. */
  readonly end: () => string
  /** Where the next file goes on. */
  readonly tail: () => Tail
}

export function openWriter({ writer, tool, after, decisions, sign }: Writing): TraceWriter {
  let seq = after?.seq ?? 0
  let prev: string | null = after?.prev ?? null
  let receipts = 0
  const defined = new Set<string>()

  const line = (record: string, members: object): string => {
    const text = JSON.stringify({ record, writer, seq, prev, ...members })
    const signed = sign === undefined ? text : sign(text)
    seq += 1
    prev = hashOfLine(signed)
    return signed
  }
  const define = (record: string, name: string, members: object): readonly string[] => {
    if (defined.has(name)) return []
    defined.add(name)
    return [line(record, members)]
  }
  const shared = new Map<DecisionRecord, number>()
  const share = (decision: DecisionRecord): readonly [lines: readonly string[], at: number] => {
    const known = shared.get(decision)
    if (known !== undefined) return [[], known]
    const [oldest] = shared.keys()
    if (shared.size === DECISIONS_KEPT && oldest !== undefined) shared.delete(oldest)
    const at = seq
    shared.set(decision, at)
    return [[line('decision', { decision })], at]
  }
  const receiptLines = (receipt: Receipt): readonly string[] => {
    if (decisions === undefined) return [line('receipt', receipt)]
    const [lines, at] = share(receipt.decision)
    return [...lines, line('receipt', { ...receipt, decision: at })]
  }
  const flowLines = (receipt: FlowReceipt): readonly string[] => {
    if (decisions === undefined) return [line('flow', receipt)]
    // Room for all of its nodes, so that none of them pushes out what another refers to.
    const spare = DECISIONS_KEPT - receipt.nodes.length
    for (const oldest of [...shared.keys()].slice(0, Math.max(0, shared.size - spare))) {
      shared.delete(oldest)
    }
    const shares = receipt.nodes.map(({ decision }) => share(decision))
    const nodes = receipt.nodes.map((node, i) => ({ ...node, decision: shares[i]?.[1] }))
    return [...shares.flatMap(([lines]) => lines), line('flow', { ...receipt, nodes })]
  }
  /** All lines or none: what was made of some is forgotten where one cannot be made. */
  const together = (
    { policies, catalog }: Definitions,
    own: { readonly lines: () => readonly string[]; readonly decisions: readonly DecisionRecord[] },
  ): readonly string[] => {
    const before = { seq, prev }
    const names = [catalog.digest, ...policies.map(({ fingerprint }) => fingerprint)]
    const fresh = names.filter((name) => !defined.has(name))
    try {
      return [
        ...define('catalog', catalog.digest, catalog),
        ...policies.flatMap((policy) => define('policy', policy.fingerprint, policy)),
        ...own.lines(),
      ]
    } catch (error) {
      ;({ seq, prev } = before)
      for (const name of fresh) defined.delete(name)
      for (const decision of own.decisions) shared.delete(decision)
      throw error
    }
  }
  return {
    header: (at) => line('header', { format: TRACE_FORMAT, tool, at }),
    receipt: (receipt, definitions) => {
      const isFlow = 'nodes' in receipt
      const lines = together(definitions, {
        lines: () => (isFlow ? flowLines(receipt) : receiptLines(receipt)),
        decisions: (isFlow ? receipt.nodes : [receipt]).map(({ decision }) => decision),
      })
      receipts += 1
      return lines
    },
    gap: ({ receipts: missing, from, to }) => line('gap', { receipts: missing, from, to }),
    end: () => line('end', { receipts }),
    tail: () => ({ seq, prev: prev ?? '' }),
  }
}
