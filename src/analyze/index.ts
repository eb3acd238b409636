/** The public list of `unhardcoded/analyze`: what is true of filters, whatever the catalog. */

export type { Decimal } from '../catalog/money.ts'
export { type CatalogVocabulary, STANDARD_CATALOG_VOCABULARY } from '../catalog/vocabulary.ts'
export { vocabularyOfCatalog } from '../catalog/vocabulary-of-catalog.ts'
export { compareFilters, type FilterComparison } from './compare-filters.ts'
export { conflict } from './conflict.ts'
export { type CriticalPath, criticalPath } from './critical-path.ts'
export { type CallTokens, type FlowSizes, flowTokens } from './flow-tokens.ts'
export {
  type Answer,
  disjoint,
  equivalent,
  implies,
  liesWithin,
  satisfiable,
  tautology,
} from './questions.ts'
export { isFlat, type ScoreBounds, scoreBounds } from './score-bounds.ts'
export { semanticHash } from './semantic-hash.ts'
export { MAX_NODES, openSpace, type Region, type Space, type SpaceOptions } from './space.ts'
export type { Witness } from './witness.ts'
export {
  type Limit,
  type PricedCandidate,
  type WorstCase,
  type WorstCaseScene,
  worstCase,
} from './worst-case.ts'
export { type FlowScene, type WorstFlow, worstFlow } from './worst-flow.ts'
