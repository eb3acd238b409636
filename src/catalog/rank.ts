import { rankFieldName } from '../ir/vocabulary.ts'
import type { CatalogVocabulary, NumFieldInfo } from './vocabulary.ts'

/** What a rank reads of a candidate, and where it is written. */
export interface Rankable {
  readonly model_family: string
  readonly capabilities?: { readonly [name: string]: number | boolean }
  [field: string]: unknown
}

/**
 * Writes `F_rank` into every candidate that has a value of the ranked field `F`.
 *
 * A rank counts models, not routes: it is 1 and the number of models of which some route has a
 * strictly better value. So the best five are five models, however many providers serve each, and
 * equal values share the better rank.
 */
export function addRanks(candidates: readonly Rankable[], vocabulary: CatalogVocabulary): void {
  for (const info of vocabulary.info.values()) {
    if (info.field.sort === 'Num' && 'ranked' in info && info.ranked) addRank(candidates, info)
  }
}

function addRank(candidates: readonly Rankable[], { name, better }: NumFieldInfo): void {
  const sign = better === 'lower' ? 1 : -1
  const best = new Map<string, number>()
  for (const candidate of candidates) {
    const key = sortKey(candidate, { name, sign })
    if (key === undefined) continue
    const soFar = best.get(candidate.model_family)
    if (soFar === undefined || key < soFar) best.set(candidate.model_family, key)
  }
  const keys = Float64Array.from(best.values()).sort()
  const rankName = rankFieldName(name)
  for (const candidate of candidates) {
    const key = sortKey(candidate, { name, sign })
    if (key !== undefined) candidate[rankName] = 1 + countBelow(keys, key)
  }
}

interface Key {
  readonly name: string
  readonly sign: 1 | -1
}

/** Smaller is better. */
function sortKey(candidate: Rankable, { name, sign }: Key): number | undefined {
  const value = name === 'context' ? candidate.capabilities?.context : candidate[name]
  return typeof value === 'number' ? sign * value : undefined
}

function countBelow(sorted: Float64Array, key: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? key) < key) low = middle + 1
    else high = middle
  }
  return low
}
