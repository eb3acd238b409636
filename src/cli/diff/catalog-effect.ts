import type { Candidate } from '../../catalog/index.ts'
import { type Context as Deciding, type Decision, plan } from '../../decide/index.ts'
import type { Term } from '../../ir/index.ts'
import { type RequestTokens, requestCost, requestTokens } from '../simulate/tokens.ts'

/** What a change of policy changes over a catalog. */
export interface CatalogEffect {
  readonly selected: { readonly before: number; readonly after: number }
  /** Who is tried first, and what the request costs there. */
  readonly first: {
    readonly before: FirstChoice | undefined
    readonly after: FirstChoice | undefined
  }
  /** Routes that were selected and are not any more, in the order they were tried in. */
  readonly left: readonly LeftRoute[]
  /** Routes that are selected now, in the order they are tried in. */
  readonly joined: readonly string[]
  /** Whether those that stay are tried in another order. */
  readonly isReordered: boolean
  readonly tokens: RequestTokens
}

export interface FirstChoice {
  readonly cid: string
  /** USD a request; undefined where a price is not known. */
  readonly usd: number | undefined
}

export interface LeftRoute {
  readonly cid: string
  /** As the wire format names it; undefined where the filter lets it pass and the selector not. */
  readonly reason: string | undefined
}

export interface Terms {
  readonly before: Term
  readonly after: Term
}

/** Decides both over the candidates, and tells what differs. */
export function catalogEffect(
  { before, after }: Terms,
  candidates: readonly Candidate[],
  deciding: Deciding,
): CatalogEffect {
  const [old, now] = [plan(before, candidates, deciding), plan(after, candidates, deciding)]
  const tokens = requestTokens(undefined, after)
  if (!tokens.ok) throw new Error('nothing was asked for')
  const [oldIds, nowIds] = [idsOf(old), idsOf(now)]
  const [oldSet, nowSet] = [new Set(oldIds), new Set(nowIds)]
  const reasons = new Map(now.rejected.map(({ candidate, reason }) => [candidate.cid, reason]))
  const stays = (ids: readonly string[]): string =>
    ids.filter((id) => oldSet.has(id) && nowSet.has(id)).join('\n')
  return {
    selected: { before: oldIds.length, after: nowIds.length },
    first: { before: firstOf(old, tokens.value), after: firstOf(now, tokens.value) },
    left: oldIds
      .filter((cid) => !nowSet.has(cid))
      .map((cid) => ({ cid, reason: reasons.get(cid) })),
    joined: nowIds.filter((cid) => !oldSet.has(cid)),
    isReordered: stays(oldIds) !== stays(nowIds),
    tokens: tokens.value,
  }
}

function idsOf({ ranked }: Decision): readonly string[] {
  return ranked.map(({ candidate }) => candidate.cid)
}

function firstOf({ ranked }: Decision, tokens: RequestTokens): FirstChoice | undefined {
  const [first] = ranked
  if (first === undefined) return undefined
  return { cid: first.candidate.cid, usd: requestCost(first.candidate, tokens) }
}
