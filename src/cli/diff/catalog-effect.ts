import type { Candidate, CatalogVocabulary } from '../../catalog/index.ts'
import { culpritTexts } from '../../claims/part-text.ts'
import { type Context as Deciding, type Decision, explain, plan } from '../../decide/index.ts'
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
  /** What is missing for it to pass, part by part. Told for the first {@link MOST_TOLD}. */
  readonly missing: readonly string[]
}

/** Routes that left and are told one by one. */
export const MOST_TOLD = 6

export interface Terms {
  readonly before: Term
  readonly after: Term
}

/** Decides both over the candidates, and tells what differs. */
export function catalogEffect(
  { before, after }: Terms,
  candidates: readonly Candidate[],
  deciding: Deciding & { readonly vocabulary: CatalogVocabulary },
): CatalogEffect {
  const [old, now] = [plan(before, candidates, deciding), plan(after, candidates, deciding)]
  const tokens = requestTokens(undefined, after)
  if (!tokens.ok) throw new Error('nothing was asked for')
  const [oldIds, nowIds] = [idsOf(old), idsOf(now)]
  const [oldSet, nowSet] = [new Set(oldIds), new Set(nowIds)]
  const reasons = new Map(now.rejected.map(({ candidate, reason }) => [candidate.cid, reason]))
  const missing = (cid: string): readonly string[] => {
    const explained = explain({ policy: after, candidates, context: deciding }, cid)
    return explained === undefined ? [] : culpritTexts(explained.filter, deciding.vocabulary)
  }
  const stays = (ids: readonly string[]): string =>
    ids.filter((id) => oldSet.has(id) && nowSet.has(id)).join('\n')
  return {
    selected: { before: oldIds.length, after: nowIds.length },
    first: { before: firstOf(old, tokens.value), after: firstOf(now, tokens.value) },
    left: oldIds
      .filter((cid) => !nowSet.has(cid))
      .map((cid, index) => ({
        cid,
        reason: reasons.get(cid),
        missing: index < MOST_TOLD ? missing(cid) : [],
      })),
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
