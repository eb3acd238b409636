import { ZERO } from '../../catalog/money.ts'
import type { Unjudged } from './change.ts'
import { endText } from './end.ts'
import type { Move, Reason } from './move.ts'
import type { ModelRow, ReasonRow, Sums, WhatIfCounts } from './summary.ts'
import { NO_COUNTS, NO_SIDE, NO_SUMS, sideOf, sumsOf } from './sums.ts'
import type { Placed, Table, WhatIfTally } from './tally.ts'
import type { WhatIf } from './what-if.ts'

/** The tally of one receipt. */
export function tallyOf(one: WhatIf): WhatIfTally {
  const { receipt, move } = one
  const sums = sumsOf(one)
  const day = receipt.at.slice(0, 'YYYY-MM-DD'.length)
  return {
    ...NOTHING,
    counts: countsOf(one),
    total: sums,
    unmoved: move === undefined ? sums : NO_SUMS,
    days: new Map([[day, { day, moved: move === undefined ? 0 : 1, ...sums }]]),
    models: modelsOf(one, sums),
    bases: basesOf(one),
    ...(move !== undefined && movedParts({ one, move, sums })),
  }
}

/** The tally of a receipt that nothing can be said about. */
export function tallyOfUnjudged({ why }: Unjudged): WhatIfTally {
  return {
    ...NOTHING,
    counts: { ...NO_COUNTS, unjudged: 1 },
    unjudged: new Map([[why, { why, receipts: 1 }]]),
  }
}

const NONE: Table<never> = new Map<string, never>()

const NOTHING: WhatIfTally = {
  counts: NO_COUNTS,
  total: NO_SUMS,
  unmoved: NO_SUMS,
  days: NONE,
  models: NONE,
  moves: NONE,
  reasons: NONE,
  lost: NONE,
  bases: NONE,
  unjudged: NONE,
  examples: [],
}

function countsOf({ from, to, move, isReranked }: WhatIf): WhatIfCounts {
  const had = from.kind !== 'nobody'
  const has = to.kind !== 'nobody'
  return {
    judged: 1,
    unjudged: 0,
    moved: Number(move !== undefined),
    reranked: Number(isReranked),
    nobodyBefore: Number(!had),
    nobodyAfter: Number(!has),
    lost: Number(had && !has),
    gained: Number(!had && has),
  }
}

/** A row for each of its two ends; they may be one. */
function modelsOf({ from, to }: WhatIf, sums: Sums): Table<ModelRow> {
  const [before, after] = [sideOf(sums, 'before'), sideOf(sums, 'after')]
  const [was, is] = [endText(from), endText(to)]
  if (was === is) return new Map([[was, { end: from, before, after }]])
  return new Map([
    [was, { end: from, before, after: NO_SIDE }],
    [is, { end: to, before: NO_SIDE, after }],
  ])
}

function basesOf({ bases, before = ZERO, after = ZERO }: WhatIf): WhatIfTally['bases'] {
  return new Map(bases.map((basis) => [basis, { basis, receipts: 1, before, after }]))
}

interface Moved {
  readonly one: WhatIf
  readonly move: Move
  readonly sums: Sums
}

function movedParts({ one, move, sums }: Moved): Partial<WhatIfTally> {
  const { receipt, before, after, bases, nearest } = one
  const { id, at, writer, seq } = receipt
  const place = { id, writer, seq }
  const { key, against, letIn } = keysOf(move)
  const reasons = new Map<string, Placed<ReasonRow>>()
  reasons.set(against, { place, row: { side: 'against', reason: move.against, ...sums } })
  if (letIn !== undefined && move.letIn !== undefined) {
    reasons.set(letIn, { place, row: { side: 'letIn', reason: move.letIn, ...sums } })
  }
  const example = { ...move, id, at, costBefore: before, costAfter: after, bases }
  const isLost = move.to.kind === 'nobody'
  return {
    moves: new Map([[key, { place, row: { ...move, ...sums } }]]),
    reasons,
    examples: [{ place, example }],
    ...(isLost && {
      lost: new Map([
        [
          JSON.stringify([nearest?.clause, nearest?.seen?.route, nearest?.seen?.subject]),
          { place, row: { clause: nearest?.clause, nearest: nearest?.seen, receipts: 1 } },
        ],
      ]),
    }),
  }
}

interface MoveKeys {
  readonly key: string
  readonly against: string
  readonly letIn: string | undefined
}

const keys = new WeakMap<Move, MoveKeys>()

/** What tells moves and reasons apart: all but what one receipt showed. */
function keysOf(move: Move): MoveKeys {
  const known = keys.get(move)
  if (known !== undefined) return known
  const against = `against ${reasonKey(move.against)}`
  const letIn = move.letIn && `letIn ${reasonKey(move.letIn)}`
  const key = JSON.stringify([endText(move.from), endText(move.to), against, letIn])
  const made = { key, against, letIn }
  keys.set(move, made)
  return made
}

function reasonKey(reason: Reason): string {
  if (reason.kind !== 'clause') return JSON.stringify(reason)
  return JSON.stringify([reason.kind, reason.part, reason.seen?.subject])
}
