import { type Decimal, plain } from '../../catalog/money.ts'
import {
  BASES,
  type Example,
  increaseOf,
  type LostRow,
  type Mean,
  type ModelRow,
  type MoveRow,
  meanValue,
  type ReasonRow,
  type Side,
  type Sums,
} from '../../trace/what-if/index.ts'
import { missingJson } from '../trace/missing.ts'
import { endJson, moveJson, partJson, reasonJson, seenJson } from './move-json.ts'
import { againstText, clauseSeen, letInText, vocabularyWith } from './reason-text.ts'
import type { WhatIfReport } from './what-if-report.ts'
import type { Fields } from './what-if-tally.ts'

/** A what-if for programs: all money is USD as decimal text, exact. */
export function whatIfJson(report: WhatIfReport) {
  const { change, summary, nodes, flows, fields, missing, shut } = report
  const { counts, total, bases } = summary
  return {
    schema_version: 1,
    change,
    judged: counts.judged,
    not_judged: counts.unjudged,
    nodes,
    flows,
    not_written: missingJson(missing),
    moved: counts.moved,
    reranked: counts.reranked,
    without_candidate: {
      before: counts.nobodyBefore,
      after: counts.nobodyAfter,
      lost: counts.lost,
      gained: counts.gained,
    },
    total: sumsJson(total),
    days: summary.days.map(({ day, moved, ...sums }) => ({ day, moved, ...sumsJson(sums) })),
    models: summary.models.map(modelJson),
    moves: summary.moves.map((row) => moveRowJson(row, fields)),
    not_moved: sumsJson(summary.unmoved),
    reasons: summary.reasons.map((row) => reasonRowJson(row, fields)),
    lost: summary.lost.map((row) => lostJson(row, fields)),
    bases: bases.map(({ basis, receipts, before, after }) => ({
      basis,
      ...BASES[basis],
      receipts,
      cost_before: plain(before),
      cost_after: plain(after),
    })),
    why_not_judged: summary.unjudged,
    examples: summary.examples.map((example) => exampleJson(example, fields)),
    failed_gates: shut,
  }
}

function sumsJson(sums: Sums) {
  return {
    receipts: sums.receipts,
    compared: sums.compared,
    cost_before: plain(sums.before),
    cost_after: plain(sums.after),
    cost_increase: plain(increaseOf(sums)),
    quality_before: meanOf(sums.qualityBefore),
    quality_after: meanOf(sums.qualityAfter),
  }
}

function modelJson({ end, before, after }: ModelRow) {
  return { ...endJson(end), before: sideJson(before), after: sideJson(after) }
}

function sideJson({ receipts, compared, usd, quality }: Side) {
  return { receipts, compared, cost: plain(usd), quality: meanOf(quality) }
}

function moveRowJson(row: MoveRow, fields: Fields) {
  return {
    before: endJson(row.from),
    after: endJson(row.to),
    ...moveJson(row, fields),
    ...sumsJson(row),
  }
}

function reasonRowJson(row: ReasonRow, fields: Fields) {
  const { side, reason } = row
  const text = side === 'against' ? againstText(reason, fields) : letInText(reason, fields)
  const named = side === 'against' ? 'against' : 'let_in'
  return { side: named, text, ...reasonJson(reason), ...sumsJson(row) }
}

function lostJson({ clause, nearest, receipts }: LostRow, fields: Fields) {
  return {
    receipts,
    text: clause === undefined ? null : clauseSeen(clause, nearest, vocabularyWith(fields)),
    clause: clause === undefined ? null : partJson(clause),
    nearest: nearest === undefined ? null : seenJson(nearest),
  }
}

function exampleJson(example: Example, fields: Fields) {
  const { id, at, from, to, costBefore, costAfter, bases } = example
  return {
    ...{ id, at, before: endJson(from), after: endJson(to) },
    cost_before: costText(costBefore),
    cost_after: costText(costAfter),
    bases,
    ...moveJson(example, fields),
  }
}

function costText(cost: Decimal | undefined): string | null {
  return cost === undefined ? null : plain(cost)
}

/** Null where nothing is known. */
function meanOf(mean: Mean): number | null {
  return meanValue(mean) ?? null
}
