import type { Candidate } from '../../catalog/candidate.ts'
import {
  type Context,
  type HealthState,
  type Measurements,
  routeKeysOf,
} from '../../decide/context.ts'
import type { Decision } from '../../decide/evaluator.ts'
import { compareMisses } from '../../decide/miss.ts'
import { nearestMisses } from '../../decide/nearest-misses.ts'
import { plan } from '../../decide/plan.ts'
import type { Library } from '../library.ts'
import type { ReceiptRecord } from '../record.ts'
import type { Played } from '../replay.ts'
import type { Scene } from '../scene.ts'
import type { Change, Unjudged } from './change.ts'
import { type End, endText } from './end.ts'
import { type Estimate, estimateOf } from './estimate.ts'
import type { Move, PolicyPart, Seen } from './move.ts'
import { openStages, type Stage } from './stage.ts'
import { pastOf, type Walk, walkAgain } from './walk-again.ts'
import { type Judged, seenOf, whyMoved } from './why-moved.ts'

/** What would have been of one receipt. */
export interface WhatIf extends Estimate {
  readonly receipt: ReceiptRecord
  readonly from: End
  readonly to: End
  /** Undefined where it ends as it did. */
  readonly move: Move | undefined
  /** Whether the candidates are others, or in another order, though it ends as it did. */
  readonly isReranked: boolean
  /** The field `quality` of the one that answered; undefined where nobody knows. */
  readonly qualityBefore: number | undefined
  readonly qualityAfter: number | undefined
  /** Where there was a candidate and would be none: who would have come nearest. */
  readonly nearest: NearestMiss | undefined
}

/** The clause that came nearest to letting somebody pass. */
export interface NearestMiss {
  readonly clause: PolicyPart
  /** Undefined where nothing was looked at. */
  readonly seen: Seen | undefined
}

/** Asks of receipts what would have been. */
export interface WhatIfs {
  /** @param library the definitions that the receipt was played with. */
  readonly ask: (played: Played, library: Library) => WhatIf | Unjudged
}

/**
 * Answers what would have been of receipts under a change. A receipt that is not reproduced is
 * not judged: nothing is known of what it was decided from. Decisions are made once for receipts
 * that replay takes for the same.
 */
export function openWhatIf(change: Change): WhatIfs {
  const stageFor = openStages(change)
  const known = new WeakMap<Decision, Map<Stage, Rejudged>>()
  return {
    ask: (played, library) => {
      if (played.kind === 'diverged') return { why: `it diverges: ${played.divergence.cause}` }
      if (played.kind === 'unsettled')
        return { why: 'its log does not hold what it was decided from' }
      const { receipt, scene } = played
      const stage = stageFor(receipt, scene, library)
      if ('why' in stage) return stage
      const ofDecision = known.get(scene.decision) ?? new Map<Stage, Rejudged>()
      known.set(scene.decision, ofDecision)
      const rejudged = ofDecision.get(stage) ?? rejudge(scene, stage, change)
      ofDecision.set(stage, rejudged)
      return whatIf(receipt, scene, { stage, rejudged })
    },
  }
}

/** A decision as it would have been, and what follows from it for every receipt that holds it. */
interface Rejudged {
  readonly judged: Judged
  readonly isReranked: boolean
  readonly nearest: NearestMiss | undefined
  readonly moveOf: (from: End, to: End) => Move | undefined
}

function rejudge(scene: Scene, stage: Stage, change: Change): Rejudged {
  const { policy, candidates, shelf } = stage
  const state = unmeasured(scene.ground.context.state, repriced(stage, change))
  const context: Context = {
    ...scene.ground.context,
    vocabulary: shelf.vocabulary,
    ...(state !== undefined && { state }),
  }
  const decision = plan(policy, candidates, context)
  const judged: Judged = { policy, candidates, byId: shelf.byId, context, decision }
  const recorded: Judged = {
    ...scene.ground,
    byId: scene.shelf.byId,
    decision: scene.decision,
  }
  const moves = new Map<string, Move | undefined>()
  return {
    judged,
    isReranked: !haveSameRanking(scene.decision, decision),
    nearest: decision.ranked.length === 0 ? nearestOf(judged) : undefined,
    moveOf: (from, to) => {
      const key = JSON.stringify([endText(from), endText(to)])
      if (!moves.has(key)) moves.set(key, whyMoved({ recorded, changed: judged, change }, from, to))
      return moves.get(key)
    },
  }
}

/** The keys under which health speaks of the routes whose prices are now others. */
function repriced({ shelf }: Stage, { prices }: Change): ReadonlySet<string> {
  const keys = prices.flatMap(({ route: name }) => {
    const candidate = shelf.byId.get(name)
    if (candidate === undefined) return []
    const { route, peer } = routeKeysOf(candidate)
    return peer === undefined ? [route] : [route, peer]
  })
  return new Set(keys)
}

/** Health without the prices that were measured there: they are not the ones that are asked for. */
function unmeasured(
  state: HealthState | undefined,
  keys: ReadonlySet<string>,
): HealthState | undefined {
  if (state?.ema === undefined || keys.size === 0) return state
  const ema: Record<string, Measurements> = Object.create(null)
  for (const [key, measured] of Object.entries(state.ema)) {
    const { price_in: _in, price_out: _out, ...rest } = measured
    ema[key] = keys.has(key) ? rest : measured
  }
  return { ...state, ema }
}

function haveSameRanking({ ranked: a }: Decision, { ranked: b }: Decision): boolean {
  return (
    a.length === b.length && a.every(({ candidate }, i) => candidate.cid === b[i]?.candidate.cid)
  )
}

/** Of all clauses that keep somebody out, the one whose nearest candidate the fewest others do. */
function nearestOf({ policy, candidates, context }: Judged): NearestMiss | undefined {
  const [first] = nearestMisses(policy, candidates, context).toSorted(
    (a, b) =>
      a.nearest.otherClauses - b.nearest.otherClauses ||
      compareMisses(a.nearest.part?.miss, b.nearest.part?.miss),
  )
  if (first === undefined) return undefined
  const { path, clause, nearest } = first
  return {
    clause: { of: 'changed', path, term: clause },
    seen: nearest.part && seenOf(nearest.candidate, nearest.part),
  }
}

interface Rejudgement {
  readonly stage: Stage
  readonly rejudged: Rejudged
}

function whatIf(receipt: ReceiptRecord, scene: Scene, { stage, rejudged }: Rejudgement): WhatIf {
  const { judged, isReranked, moveOf, nearest } = rejudged
  const past = pastOf(receipt, scene)
  const before = walkAgain(walkedOf(scene.ground.policy, scene.decision), past)
  const after = walkAgain(walkedOf(judged.policy, judged.decision), past)
  const move = moveOf(before.end, after.end)
  const isLost = after.end.kind === 'nobody' && before.end.kind !== 'nobody'
  return {
    receipt,
    ...estimateOf({ receipt, stage, before, after }),
    from: before.end,
    to: after.end,
    move,
    isReranked: move === undefined && isReranked,
    qualityBefore: qualityOf(before),
    qualityAfter: qualityOf(after),
    nearest: isLost ? nearest : undefined,
  }
}

const rankings = new WeakMap<Decision, readonly Candidate[]>()

function walkedOf(policy: Judged['policy'], decision: Decision) {
  const known = rankings.get(decision)
  const ranked = known ?? decision.ranked.map(({ candidate }) => candidate)
  if (known === undefined) rankings.set(decision, ranked)
  return { policy, ranked }
}

function qualityOf({ end, calls }: Walk): number | undefined {
  const quality = end.kind === 'answered' ? calls.at(-1)?.candidate[QUALITY] : undefined
  return typeof quality === 'number' && Number.isFinite(quality) ? quality : undefined
}

/** How good a model is, by convention; catalogs need not have it. */
const QUALITY = 'quality'
