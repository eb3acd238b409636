import type { Candidate } from '../../catalog/candidate.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import { pricedRoutes } from '../../catalog/priced-routes.ts'
import { withoutProviders } from '../../catalog/without-providers.ts'
import { subtermAt } from '../../decide/admitted.ts'
import { normalized } from '../../decide/normalized.ts'
import { encodeSubterm } from '../../ir/encode.ts'
import { childrenOf } from '../../ir/subterms.ts'
import type { Term } from '../../ir/term.ts'
import { type Library, type Shelf, shelfOfCatalog } from '../library.ts'
import type { ReceiptRecord } from '../record.ts'
import type { Scene } from '../scene.ts'
import { healthRead } from '../state-record.ts'
import type { Change, Unjudged } from './change.ts'

/** What a receipt would have been decided by. */
export interface Stage {
  /** Admitted and normalized. */
  readonly policy: Term
  readonly shelf: Shelf
  /** Who may be chosen: the shelf, or of it the one route that everything is compared with. */
  readonly candidates: readonly Candidate[]
  /** Whether the policy reads measurements that the recorded one did not. */
  readonly readsUnrecorded: boolean
  /** Whether the host put limits on the policy that was sent. */
  readonly isLimited: boolean
}

export type StageOf = (receipt: ReceiptRecord, scene: Scene, library: Library) => Stage | Unjudged

/** Sets the stage for receipts under a change: once for each policy and catalog of a trace. */
export function openStages(change: Change): StageOf {
  const shelves = new WeakMap<Shelf, Shelf>()
  const stages = new WeakMap<Shelf, Map<string, Stage | Unjudged>>()
  return (receipt, scene, library) => {
    const known = stages.get(scene.shelf) ?? new Map<string, Stage | Unjudged>()
    stages.set(scene.shelf, known)
    const { fingerprint, effective = fingerprint, name } = receipt.policy
    const key = JSON.stringify([fingerprint, effective, name])
    const found = known.get(key)
    if (found !== undefined) return found
    const shelf = shelves.get(scene.shelf) ?? changedShelf(receipt, scene, change)
    shelves.set(scene.shelf, shelf)
    const made = stageOf({ receipt, scene, library, shelf }, change)
    known.set(key, made)
    return made
  }
}

function changedShelf({ without = [] }: ReceiptRecord, { shelf }: Scene, change: Change): Shelf {
  const { catalog, prices } = change
  if (catalog === undefined && prices.length === 0 && change.without.length === 0) return shelf
  const all = catalog ?? shelf.catalog
  const left = withoutProviders(all, [...(catalog === undefined ? [] : without), ...change.without])
  return shelfOfCatalog(withPrices(left, prices))
}

/** The catalog at those of the prices whose routes it has. */
function withPrices(catalog: Catalog, prices: Change['prices']): Catalog {
  if (prices.length === 0) return catalog
  const { byId } = shelfOfCatalog(catalog)
  return pricedRoutes(
    catalog,
    prices.flatMap(({ route, ...price }) => {
      const candidate = byId.get(route)
      return candidate === undefined ? [] : [{ candidate, ...price }]
    }),
  )
}

interface Setting {
  readonly receipt: ReceiptRecord
  readonly scene: Scene
  readonly library: Library
  readonly shelf: Shelf
}

function stageOf(setting: Setting, change: Change): Stage | Unjudged {
  const { scene, shelf } = setting
  const { baseline } = change
  if (baseline !== undefined) return baselineStage(baseline, shelf)
  const { fingerprint, effective = fingerprint } = setting.receipt.policy
  const other = otherPolicy(setting, change)
  const policy = other ?? samePolicy(setting)
  if ('why' in policy) return policy
  const isLimited = other !== undefined && effective !== fingerprint
  const recorded = healthRead(scene.ground.policy)
  const readsUnrecorded = [...healthRead(policy)].some((field) => !recorded.has(field))
  return { policy, shelf, candidates: shelf.candidates, readsUnrecorded, isLimited }
}

function baselineStage(route: string, shelf: Shelf): Stage | Unjudged {
  const candidate = shelf.byId.get(route)
  if (candidate === undefined) return { why: `the catalog has no route \`${route}\`` }
  const settled = { readsUnrecorded: false, isLimited: false }
  return { policy: WHATEVER_FITS, shelf, candidates: [candidate], ...settled }
}

/** Refuses nothing but what the route cannot do, and has no other to go to. */
const WHATEVER_FITS: Term = normalized([
  'policy',
  ['and', ['meets_req'], ['scope_matches']],
  ['zero'],
  ['ordered'],
  ['id'],
  ['always', { action: 'abort' }],
])

/** The recorded policy, as the other catalog admits it. */
function samePolicy({ receipt, scene, library, shelf }: Setting): Term | Unjudged {
  if (shelf === scene.shelf) return scene.ground.policy
  const { fingerprint, effective = fingerprint } = receipt.policy
  const policy = library.policy(effective, shelf)
  return 'cause' in policy ? { why: policy.message } : policy
}

function otherPolicy(
  { receipt, scene, library, shelf }: Setting,
  change: Change,
): Term | Unjudged | undefined {
  const { fingerprint, effective = fingerprint } = receipt.policy
  const record = library.policyRecord(fingerprint)
  const name = receipt.policy.name ?? record?.name
  const policy = change.policy?.({ name, record, vocabulary: shelf.vocabulary })
  if (policy === undefined || 'why' in policy) return policy
  if (effective === fingerprint) return normalized(policy)
  const sent = library.policy(fingerprint, scene.shelf)
  if ('cause' in sent) return { why: sent.message }
  return limited(policy, limitsOf(scene.ground.policy, sent))
}

/** The clauses that the host put beside those of the policy that was sent. */
function limitsOf(effective: Term, sent: Term): readonly Term[] {
  const own = new Set(clausesOf(sent).map((clause) => encodeSubterm(clause)))
  return clausesOf(effective).filter((clause) => !own.has(encodeSubterm(clause)))
}

function clausesOf(policy: Term): readonly Term[] {
  const filter = subtermAt(policy, 1)
  return filter[0] === 'and' ? childrenOf(filter) : [filter]
}

function limited(policy: Term, limits: readonly Term[]): Term {
  const [op, , ...rest] = policy
  return normalized([op, ['and', subtermAt(policy, 1), ...limits], ...rest])
}
