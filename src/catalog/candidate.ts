import { compareBytes } from '../base/byte-order.ts'
import type {
  Capabilities,
  Catalog,
  FieldValues,
  Model,
  Offer,
  PriceTier,
  Route,
} from './catalog.ts'
import { addRanks } from './rank.ts'
import { freeRouteName } from './route-name.ts'
import type { CatalogVocabulary } from './vocabulary.ts'
import { fieldsOfCatalog } from './vocabulary-of-catalog.ts'

/**
 * One (provider, model) pair as policies see it. Fields of the vocabulary stand under their own
 * names beside the members below; what is absent is unknown.
 */
export interface Candidate {
  /** `provider/family`; with `@peer` for an offer; with `#2`… for further routes of that name. */
  readonly cid: string
  readonly provider_id: string
  readonly model_family: string
  /** What the provider calls the model. */
  readonly served_model_id?: string
  readonly tier?: string
  /** Only requests of this scope may use the route. */
  readonly scope?: string
  readonly offer?: Offer
  readonly capabilities?: Capabilities
  /** USD per million tokens. */
  readonly price_in?: number
  /** USD per million tokens. */
  readonly price_out?: number
  /** USD per million tokens. */
  readonly price_cache_read?: number
  /** USD per million tokens. */
  readonly price_cache_write?: number
  readonly tiers?: readonly PriceTier[]
  readonly [field: string]: unknown
}

/**
 * The candidates of a catalog in the order in which ties resolve: by provider, family and who
 * serves it, in UTF-8 byte order. Ranks are filled in for every ranked field.
 */
export function candidatesOf(catalog: Catalog): readonly Candidate[] {
  const vocabulary = fieldsOfCatalog(catalog)
  const candidates = Object.entries(catalog.models).flatMap(([family, model]) =>
    model.served_by.map((route) => candidateOf(catalog, { family, model, route }, vocabulary)),
  )
  candidates.sort(byIdentity)
  nameRoutes(candidates)
  addRanks(candidates, vocabulary)
  return candidates
}

/** Without a prototype, since a field may be called anything. */
type Draft = { -readonly [key in keyof Candidate]: Candidate[key] }

interface Place {
  readonly family: string
  readonly model: Model
  readonly route: Route
}

function candidateOf(
  catalog: Catalog,
  { family, model, route }: Place,
  vocabulary: CatalogVocabulary,
): Draft {
  const provider = catalog.providers[route.provider]
  const draft: Draft = Object.assign(Object.create(null), {
    cid: '',
    provider_id: route.provider,
    model_family: family,
    served_model_id: route.model ?? family,
  })
  const tier = route.tier ?? provider?.tier
  if (tier !== undefined) draft.tier = tier
  const scope = route.scope ?? provider?.scope
  if (scope !== undefined) draft.scope = scope
  if (route.offer !== undefined) draft.offer = route.offer
  const capabilities = capabilitiesOf(model, route)
  if (capabilities !== undefined) draft.capabilities = capabilities
  for (const holder of [provider, model, route]) copyFields(draft, holder, vocabulary)
  for (const price of CACHE_PRICES) if (route[price] !== undefined) draft[price] = route[price]
  if (route.tiers !== undefined) draft.tiers = route.tiers
  return draft
}

const CACHE_PRICES = ['price_cache_read', 'price_cache_write'] as const

function capabilitiesOf(model: Model, route: Route): Capabilities | undefined {
  if (route.capabilities === undefined) return model.capabilities
  return Object.assign(Object.create(null), model.capabilities, route.capabilities)
}

function copyFields(
  draft: Draft,
  holder: FieldValues | undefined,
  vocabulary: CatalogVocabulary,
): void {
  if (holder === undefined) return
  for (const name of Object.keys(holder)) {
    if (vocabulary.fields.has(name)) draft[name] = holder[name]
  }
}

function byIdentity(a: Candidate, b: Candidate): number {
  return (
    compareBytes(a.provider_id, b.provider_id) ||
    compareBytes(a.model_family, b.model_family) ||
    compareBytes(servedBy(a), servedBy(b)) ||
    compareBytes(a.served_model_id ?? '', b.served_model_id ?? '')
  )
}

function servedBy(candidate: Candidate): string {
  return candidate.offer?.peer_id ?? candidate.provider_id
}

function nameRoutes(candidates: readonly Draft[]): void {
  const taken = new Set<string>()
  for (const candidate of candidates) {
    const { provider_id: provider, model_family: family, offer } = candidate
    candidate.cid = freeRouteName({ provider, family, offer }, taken)
    taken.add(candidate.cid)
  }
}
