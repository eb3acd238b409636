import { unreachable } from '../../base/unreachable.ts'
import type { CatalogVocabulary, NumFieldInfo } from '../../catalog/vocabulary.ts'
import type { Term } from '../../ir/term.ts'
import { exactProduct } from '../exact.ts'
import type { Place } from '../place.ts'
import type { ClosedRanking } from '../specialise/closed.ts'
import type { ConditionLowering } from './condition.ts'
import { made, type Places } from './lowering.ts'
import { type FieldRead, type LoweredScore, lowerScore } from './score.ts'

export interface RankingLowering extends ConditionLowering {
  readonly vocabulary: CatalogVocabulary
}

/** What a ranking clause scores by; higher is better. */
export function lowerRanking(ranking: ClosedRanking, lowering: RankingLowering): LoweredScore {
  const { place } = ranking
  const { places } = lowering
  switch (ranking.kind) {
    case 'any':
      return { term: made(places, place, ['zero']), reads: [] }
    case 'score':
      return lowerScore(ranking.score, lowering)
    case 'fastest': {
      const latency = made(places, place, ['field', 'latency_ms'])
      const bounded = made(places, place, ['clamp', 0, UNMEASURED_MS, latency])
      return { term: made(places, place, ['scale', -1, bounded]), reads: [] }
    }
    case 'cheapest': {
      const { tokens } = ranking
      if (tokens === undefined) return lowerMix(USUAL_MIX, place, lowering)
      // Prices are per million tokens, so the sum is the price of one request in USD.
      const [input, output] = [tokens.input, tokens.output].map((n) => exactProduct([n, 1e-6]))
      return lowerMix({ price_in: input ?? 0, price_out: output ?? 0 }, place, lowering)
    }
    default:
      return unreachable(ranking)
  }
}

/** A route that was not measured yet counts as slow as this: it stays, last. */
const UNMEASURED_MS = 600_000

/** Three tokens of input for one of output. */
const USUAL_MIX = { price_in: 0.75, price_out: 0.25 } as const

type Mix = Readonly<Record<keyof typeof USUAL_MIX, number>>

function lowerMix(mix: Mix, place: Place, { places, vocabulary }: RankingLowering): LoweredScore {
  const terms: Term[] = []
  const reads: FieldRead[] = []
  for (const name of ['price_in', 'price_out'] as const) {
    if (mix[name] === 0) continue
    const field = made(places, place, ['field', name])
    terms.push(made(places, place, ['scale', mix[name], field]))
    reads.push({ field: priceField(name, vocabulary), place, unknown: Number.NEGATIVE_INFINITY })
  }
  return { term: made(places, place, ['scale', -1, sumOf(terms, { place, places })]), reads }
}

function sumOf(
  terms: readonly Term[],
  { place, places }: { readonly place: Place; readonly places: Places },
): Term {
  const [only] = terms
  return terms.length === 1 && only !== undefined ? only : made(places, place, ['add', ...terms])
}

function priceField(name: string, { info }: CatalogVocabulary): NumFieldInfo {
  const field = info.get(name)
  if (field === undefined || !('unit' in field)) throw new Error('prices are core fields')
  return field
}
