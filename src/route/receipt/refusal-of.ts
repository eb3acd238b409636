import { counted } from '../../base/counted.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { clauseWants, seenText } from '../../claims/part-text.ts'
import { type ClauseMiss, nearestMisses } from '../../decide/nearest-misses.ts'
import type { Judgement } from '../../trace/judgement.ts'
import type { RouterError } from '../router-error.ts'

const refusals = new WeakMap<Judgement, RouterError>()

/**
 * Why a decision found nobody: what each clause keeps out, and who came nearest to passing it.
 * Worked out once for a judgement, since it takes longer than the decision.
 */
export function refusalOf(judgement: Judgement, vocabulary: CatalogVocabulary): RouterError {
  const known = refusals.get(judgement)
  if (known !== undefined) return known
  const refusal = refusalFor(judgement, vocabulary)
  refusals.set(judgement, refusal)
  return refusal
}

function refusalFor({ ground }: Judgement, vocabulary: CatalogVocabulary): RouterError {
  const { policy, candidates, context } = ground
  if (candidates.length === 0) {
    return {
      code: 'no_candidate',
      message:
        'No provider of the catalog can be called in this way: none has its key set, or none speaks this interface.',
    }
  }
  const misses = nearestMisses(policy, candidates, context)
  const told = misses.slice(0, MOST_TOLD).map((miss) => missText(miss, vocabulary))
  const among = `None of ${counted(candidates.length, 'candidate')} passes the policy.`
  return { code: 'no_candidate', message: [among, ...told].join(' ') }
}

/** Clauses that are told of: the ones that come nearest to letting somebody in are first. */
const MOST_TOLD = 5

function missText({ clause, failed, nearest }: ClauseMiss, vocabulary: CatalogVocabulary): string {
  const { candidate, part } = nearest
  const seen = part === undefined ? '' : ` (${seenText(part, vocabulary)})`
  const wants = clauseWants(clause, part, vocabulary)
  return `\`${wants}\` keeps out ${failed}, nearest ${candidate.cid}${seen}.`
}
