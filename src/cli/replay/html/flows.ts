import { compareBytes } from '../../../base/byte-order.ts'
import { plain } from '../../../catalog/money.ts'
import {
  endText,
  increaseOf,
  type MoveRow,
  type WhatIfSummary,
} from '../../../trace/what-if/index.ts'
import { plusSums } from '../../../trace/what-if/sums.ts'
import { counted } from './figures.ts'

/** Requests that end in one way and would have ended in another, or in the same. */
export interface Flow {
  readonly from: string
  readonly to: string
  readonly receipts: number
  readonly kind: FlowKind
  /** One line that says all of it. */
  readonly title: string
}

/** `unpriced` has no difference in dollars that is known, or none at all. */
export type FlowKind = 'stayed' | 'cheaper' | 'dearer' | 'unpriced' | 'lost'

/** By their ends, whatever moved them; the greatest first. */
export function flowsOf(summary: WhatIfSummary): readonly Flow[] {
  const moves = new Map<string, MoveRow>()
  for (const row of summary.moves) {
    const key = JSON.stringify([endText(row.from), endText(row.to)])
    const known = moves.get(key)
    moves.set(key, known === undefined ? row : { ...known, ...plusSums(known, row) })
  }
  return [...[...moves.values()].map(moveFlow), ...stayedFlows(summary)].sort(
    (a, b) => b.receipts - a.receipts || compareBytes(a.from, b.from) || compareBytes(a.to, b.to),
  )
}

function moveFlow(row: MoveRow): Flow {
  const [from, to] = [endText(row.from), endText(row.to)]
  const { receipts, compared, before, after } = row
  const dollars =
    compared === 0 ? 'nothing to compare' : `$${plain(before, 2)} before, $${plain(after, 2)} after`
  const title = `${from} → ${to}: ${counted(receipts, 'request')}, ${dollars}`
  return { from, to, receipts, kind: kindOf(row), title }
}

function kindOf(row: MoveRow): FlowKind {
  if (row.to.kind === 'nobody') return 'lost'
  const { digits } = increaseOf(row)
  if (row.compared === 0 || digits === 0n) return 'unpriced'
  return digits < 0n ? 'cheaper' : 'dearer'
}

/** What ended in a way and did not move away from it. */
function stayedFlows({ models, moves }: WhatIfSummary): readonly Flow[] {
  const left = new Map<string, number>()
  for (const { from, receipts } of moves) {
    left.set(endText(from), (left.get(endText(from)) ?? 0) + receipts)
  }
  return models.flatMap(({ end, before }) => {
    const name = endText(end)
    const receipts = before.receipts - (left.get(name) ?? 0)
    if (receipts <= 0) return []
    const title = `${name}: ${counted(receipts, 'request')} did not move`
    return [{ from: name, to: name, receipts, kind: 'stayed', title }]
  })
}
