/** The public list of the analysis: what is true of filters whatever the catalog. */

export { compareFilters, type FilterComparison } from './compare-filters.ts'
export { conflict } from './conflict.ts'
export { type Answer, disjoint, equivalent, implies, satisfiable, tautology } from './questions.ts'
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
