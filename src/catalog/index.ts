export { builtInCatalog } from './built-in.ts'
export { type Candidate, candidatesOf } from './candidate.ts'
export type {
  Capabilities,
  Catalog,
  FieldDeclaration,
  FieldValues,
  Model,
  Prices,
  PriceTier,
  Provider,
  Route,
} from './catalog.ts'
export { digest } from './digest.ts'
export { catalogOf, loadCatalog } from './load.ts'
export { vocabularyOfCatalog } from './vocabulary-of-catalog.ts'
