export { builtInCatalog } from './built-in.ts'
export { type Candidate, candidatesOf } from './candidate.ts'
export type {
  Capabilities,
  Catalog,
  Disagreement,
  FieldDeclaration,
  FieldValues,
  Model,
  Offer,
  Origin,
  PriceChange,
  Prices,
  PriceTier,
  Provider,
  Route,
  SourceNote,
} from './catalog.ts'
export { catalogOn } from './catalog-on.ts'
export { type CheckOptions, checkCatalog, DEFAULT_MAX_AGE_DAYS } from './check.ts'
export { checkSource } from './check-source.ts'
export { type CatalogChange, diffCatalogs } from './diff.ts'
export { digest } from './digest.ts'
export type { Finding } from './finding.ts'
export type { ImportOptions } from './import-catalog.ts'
export { importGenaiPrices } from './import-genai-prices.ts'
export { importLiteLlm } from './import-litellm.ts'
export { importModelsDev } from './import-models-dev.ts'
export { importOpenRouter } from './import-openrouter.ts'
export { catalogOf, loadCatalog } from './load.ts'
export { type Decimal, plain } from './money.ts'
export { type Cost, costOf, pricesFor, type Usage } from './price.ts'
export { sourceOf } from './provenance.ts'
export type { CatalogVocabulary, FieldInfo } from './vocabulary.ts'
export { vocabularyOfCatalog } from './vocabulary-of-catalog.ts'
