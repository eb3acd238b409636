import { compareBytes } from '../../base/byte-order.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { planBest } from '../../decide/index.ts'
import { admit } from '../../ir/index.ts'
import type { RequestKind, Traffic } from '../trace/read-traffic.ts'
import { MOST_IDS } from '../trace/read-traffic.ts'
import type { Terms } from './catalog-effect.ts'

/** What a change of policy changes for the requests of a trace. */
export interface TrafficEffect {
  /** Receipts that both were tried on. */
  readonly tried: number
  /** Receipts for which another route is tried first. */
  readonly moved: number
  /** Those that most receipts make first. */
  readonly moves: readonly Move[]
  /** Receipts that one of the two cannot be tried on, as their catalog declares other fields. */
  readonly refused: number
  /** Why, for the first of them. */
  readonly refusal: string | undefined
}

/** From one first choice to another; undefined is nobody. */
export interface Move {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly receipts: number
  /** Of the first of them. */
  readonly ids: readonly string[]
}

/** Decides each request of a trace by both, on what its receipt recorded. */
export function trafficEffect(terms: Terms, { kinds }: Traffic): TrafficEffect {
  const refusalUnder = refusals(terms)
  const moves = new Map<string, Move>()
  let [tried, refused] = [0, 0]
  let refusal: string | undefined
  for (const kind of kinds) {
    const { shelf, context } = kind.situation
    const reason = refusalUnder(shelf.vocabulary)
    if (reason !== undefined) {
      refused += kind.receipts
      refusal ??= reason
      continue
    }
    tried += kind.receipts
    const from = planBest(terms.before, shelf.candidates, context)?.cid
    const to = planBest(terms.after, shelf.candidates, context)?.cid
    if (from !== to) addMove(moves, { from, to }, kind)
  }
  const sorted = [...moves.values()].sort(byReceipts)
  const moved = sorted.reduce((total, { receipts }) => total + receipts, 0)
  return { tried, moved, moves: sorted, refused, refusal }
}

function addMove(
  moves: Map<string, Move>,
  { from, to }: Pick<Move, 'from' | 'to'>,
  { receipts, ids }: RequestKind,
): void {
  const key = JSON.stringify([from, to])
  const known = moves.get(key)
  // Ids sort by time.
  const first = [...(known?.ids ?? []), ...ids].sort(compareBytes).slice(0, MOST_IDS)
  moves.set(key, { from, to, receipts: (known?.receipts ?? 0) + receipts, ids: first })
}

function byReceipts(a: Move, b: Move): number {
  return (
    b.receipts - a.receipts ||
    compareBytes(a.from ?? '', b.from ?? '') ||
    compareBytes(a.to ?? '', b.to ?? '')
  )
}

/** Why policies may not be read under a vocabulary; undefined where they may. */
function refusals({ before, after }: Terms): (under: CatalogVocabulary) => string | undefined {
  const known = new Map<CatalogVocabulary, string | undefined>()
  return (vocabulary) => {
    if (known.has(vocabulary)) return known.get(vocabulary)
    const reason = [before, after]
      .map((term) => admit(term, vocabulary))
      .flatMap((admitted) => (admitted.ok ? [] : [admitted.error.message]))[0]
    known.set(vocabulary, reason)
    return reason
  }
}
