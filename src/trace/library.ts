import { type Candidate, candidatesOf } from '../catalog/candidate.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { digest } from '../catalog/digest.ts'
import { catalogOf } from '../catalog/load.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { vocabularyOfCatalog } from '../catalog/vocabulary-of-catalog.ts'
import { withoutProviders } from '../catalog/without-providers.ts'
import { admit } from '../ir/admit.ts'
import { fingerprint } from '../ir/fingerprint.ts'
import { normalize } from '../ir/normalize.ts'
import type { Term } from '../ir/term.ts'
import { decodeRecord, type UnknownRecord } from './decode-record.ts'
import {
  type CatalogRecord,
  DECISIONS_KEPT,
  type DecisionDefinition,
  type DecisionRecord,
  type Link,
  type PolicyRecord,
  type ReceiptRecord,
  type TraceRecord,
} from './record.ts'

/** What a catalog gives to decide over. */
export interface Shelf {
  readonly catalog: Catalog
  readonly candidates: readonly Candidate[]
  readonly byId: ReadonlyMap<string, Candidate>
  readonly vocabulary: CatalogVocabulary
}

/** Why a definition cannot be used: the cause of a divergence. */
export interface Unusable {
  readonly cause: 'policy' | 'catalog' | 'receipt'
  /** One sentence, lower case, no period. */
  readonly message: string
}

/** The policies and catalogs that a trace has defined so far, checked when they are first used. */
export interface Library {
  readonly addPolicy: (record: PolicyRecord) => void
  readonly addCatalog: (record: CatalogRecord) => void
  readonly addDecision: (record: DecisionDefinition) => void
  /** Keeps a line as what defines a decision, until somebody asks for it. */
  readonly addDecisionLine: (link: Pick<Link, 'writer' | 'seq'>, line: string) => void
  /** A file of the writer begins or ends: what it referred to is of another one. */
  readonly forgetDecisions: (writer: string) => void
  /** The decision of a receipt, wherever it stands. */
  readonly decisionOf: (receipt: ReceiptRecord) => DecisionRecord | undefined
  readonly policyRecord: (fingerprint: string) => PolicyRecord | undefined
  readonly catalogRecord: (digest: string) => CatalogRecord | undefined
  readonly shelf: (digest: string, without: readonly string[]) => Shelf | Unusable
  /** The policy, admitted over the catalog and normalized. */
  readonly policy: (fingerprint: string, shelf: Shelf) => Term | Unusable
}

export function openLibrary(): Library {
  const policies = new Map<string, PolicyRecord>()
  const decisions = new Map<string, Map<number, DecisionRecord | string>>()
  const catalogs = new Map<string, CatalogRecord>()
  const shelves = new Map<string, Shelf | Unusable>()
  const terms = new WeakMap<Shelf, Map<string, Term | Unusable>>()
  const keep = (
    { writer, seq }: Pick<Link, 'writer' | 'seq'>,
    decision: DecisionRecord | string,
  ): void => {
    const own = decisions.get(writer) ?? new Map<number, DecisionRecord | string>()
    decisions.set(writer, own)
    const [oldest] = own.keys()
    if (own.size === DECISIONS_KEPT && oldest !== undefined) own.delete(oldest)
    own.set(seq, decision)
  }
  return {
    addPolicy: (record) => addOnce(policies, record.fingerprint, record),
    addCatalog: (record) => addOnce(catalogs, record.digest, record),
    addDecision: ({ writer, seq, decision }) => keep({ writer, seq }, decision),
    addDecisionLine: keep,
    forgetDecisions: (writer) => {
      decisions.delete(writer)
    },
    decisionOf: ({ writer, decision: named }) => {
      if (typeof named !== 'number') return named
      const own = decisions.get(writer)
      const found = own?.get(named)
      if (typeof found !== 'string') return found
      const decision = decisionIn(found, { writer, seq: named })
      if (decision === undefined) own?.delete(named)
      else own?.set(named, decision)
      return decision
    },
    policyRecord: (name) => policies.get(name),
    catalogRecord: (name) => catalogs.get(name),
    shelf: (name, without) =>
      memo(shelves, [name, ...without].join('\n'), () =>
        shelfOf(catalogs.get(name), name, without),
      ),
    policy: (name, shelf) => {
      const admitted = terms.get(shelf) ?? new Map<string, Term | Unusable>()
      terms.set(shelf, admitted)
      return memo(admitted, name, () => termOf(policies.get(name), name, shelf))
    },
  }
}

/** The decision of a line, where it is a record with that place in the chain of that writer. */
function decisionIn(
  line: string,
  { writer, seq }: Pick<Link, 'writer' | 'seq'>,
): DecisionRecord | undefined {
  const decoded = decodeRecord(line)
  if (!decoded.ok || decoded.value.record !== 'decision') return undefined
  const record = decoded.value
  return record.writer === writer && record.seq === seq ? record.decision : undefined
}

/** Keeps what later receipts refer to. */
export function define(record: TraceRecord | UnknownRecord, library: Library): void {
  if (record.record === 'policy') library.addPolicy(record)
  if (record.record === 'catalog') library.addCatalog(record)
  if (record.record === 'decision') library.addDecision(record)
  if (record.record === 'header' || record.record === 'end') {
    library.forgetDecisions(record.writer)
  }
}

/** What a name stands for once is what it stands for: it is a hash of it. */
function addOnce<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value)
}

function memo<T extends object>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  // A record that comes too late is still looked for.
  if (!('cause' in made)) map.set(key, made)
  return made
}

function shelfOf(
  record: CatalogRecord | undefined,
  name: string,
  without: readonly string[],
): Shelf | Unusable {
  if (record === undefined) {
    return { cause: 'catalog', message: `no record before it holds the catalog \`${name}\`` }
  }
  const { value } = catalogOf(record.catalog)
  if (value === undefined) {
    return { cause: 'catalog', message: 'the catalog of the record is not one that can be read' }
  }
  const found = digest(value)
  if (found !== name) {
    return { cause: 'catalog', message: `the catalog of the record is \`${found}\`` }
  }
  return shelfOfCatalog(withoutProviders(value, without))
}

/** The candidates of a catalog, and what policies may say over it. */
export function shelfOfCatalog(catalog: Catalog): Shelf {
  const candidates = candidatesOf(catalog)
  const byId = new Map(candidates.map((candidate) => [candidate.cid, candidate]))
  return { catalog, candidates, byId, vocabulary: vocabularyOfCatalog(catalog) }
}

function termOf(record: PolicyRecord | undefined, name: string, shelf: Shelf): Term | Unusable {
  if (record === undefined) {
    return { cause: 'policy', message: `no record before it holds the policy \`${name}\`` }
  }
  const admitted = admit(record.policy_ir, shelf.vocabulary)
  if (!admitted.ok) {
    const { path, message } = admitted.error
    return {
      cause: 'policy',
      message: `the policy of the record is refused at \`${path}\`: ${message}`,
    }
  }
  if (admitted.value.sort !== 'Policy') {
    return { cause: 'policy', message: 'the term of the record is no policy' }
  }
  const term = normalize(admitted.value.term)
  const found = fingerprint(term)
  return found === name
    ? term
    : { cause: 'policy', message: `the policy of the record is \`${found}\`` }
}
