import { createHash } from 'node:crypto'
import { err, ok, type Result } from '../../base/result.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import { digest } from '../../catalog/digest.ts'
import { type Shelf, shelfOfCatalog } from '../library.ts'
import { receiptId } from '../receipt-id.ts'
import type { Lack, Outcome, Receipt } from '../record.ts'
import type { Definitions, PolicyDefinition } from '../write-trace.ts'
import { entryIn, type LogEntry } from './log-entry.ts'
import { type LoggedCall, loggedCalls } from './logged-call.ts'
import { loggedDecision } from './logged-decision.ts'
import { loggedHops } from './logged-hops.ts'
import { loggedRequest } from './logged-request.ts'
import { nameIn } from './members.ts'
import {
  type FoundPolicy,
  type PolicyFinder,
  type PolicyOrigin,
  policyFinder,
} from './policy-finder.ts'

/** What a log is read with. */
export interface ImportOptions {
  /** What the host chose from, as far as anybody knows. */
  readonly catalog: Catalog
  /** Admitted over the catalog, and normalized: a log may name them by their short keys. */
  readonly policies: readonly PolicyDefinition[]
}

/** A receipt that was read from a log, ready to be written. */
export interface Imported {
  readonly receipt: Receipt
  readonly definitions: Definitions
  readonly policy: PolicyOrigin
}

/** Reads the log of another host: answers that carry `x_router` with its `decision_trace`. */
export interface Import {
  /**
   * The receipts of a value of the log: one for each routed call, in their order. Undefined where
   * it holds no answer with `x_router`; an error, one sentence, where it holds one that cannot be
   * read.
   */
  readonly take: (value: unknown) => Result<readonly Imported[] | undefined, string>
}

/** Two reads of a log make the same receipts: their names come from what they were read from. */
export function openImport({ catalog, policies }: ImportOptions): Import {
  const shelf = shelfOfCatalog(catalog)
  const ground: Ground = {
    shelf,
    finder: policyFinder(policies, shelf.vocabulary),
    catalog: { digest: digest(catalog), catalog },
  }
  return {
    take: (value) => {
      const entry = entryIn(value)
      if (entry === undefined) return ok(undefined)
      const seed = textOf(entry)
      if (seed === undefined) return err('it is nested too deep')
      const calls = loggedCalls(entry)
      if (!calls.ok) return err(calls.error)
      return ok(calls.value.map((call, index) => imported(call, `${index} ${seed}`, ground)))
    },
  }
}

/** Undefined where it is too deep to be walked through, as the rest could not be either. */
function textOf({ request, response }: LogEntry): string | undefined {
  try {
    return JSON.stringify([response, request])
  } catch {
    return undefined
  }
}

interface Ground {
  readonly shelf: Shelf
  readonly finder: PolicyFinder
  readonly catalog: Definitions['catalog']
}

function imported(call: LoggedCall, seed: string, { shelf, finder, catalog }: Ground): Imported {
  const policy = finder.find(call)
  const decision = loggedDecision(call.trace, (entry) => candidateId(entry, undefined, shelf))
  const hops = loggedHops(call, (event) => candidateId(event, call, shelf))
  const at = Math.floor(call.at)
  return {
    policy: policy.origin,
    definitions: { policies: policy.definitions, catalog },
    receipt: {
      id: receiptId(at, createHash('sha256').update(seed).digest().subarray(0, 10)),
      at: new Date(at).toISOString(),
      engine: ENGINE_OF_HOST,
      mode: 'live',
      policy: policy.named,
      catalog: catalog.digest,
      request: loggedRequest(call.request),
      state: {},
      decision: decision.record,
      hops,
      outcome: outcomeOf(call, hops.length),
      usage: call.usage,
      cost: call.cost,
      imported: { from: 'x_router', lacks: lacksOf(call, policy, decision.lacks) },
    },
  }
}

/** The log does not say which version decided. */
const ENGINE_OF_HOST = 'unhardcoded-engine'

function lacksOf(
  { request }: LoggedCall,
  { origin }: FoundPolicy,
  decided: readonly Lack[],
): readonly Lack[] {
  return [
    ...(origin === 'key' || origin === 'none' ? ['policy' as const] : []),
    ...(request === undefined ? ['request' as const] : []),
    'state',
    ...decided,
  ]
}

function outcomeOf({ ending }: LoggedCall, calls: number): Outcome {
  if (ending.kind !== 'failed') return ending.kind
  return calls === 0 ? 'rejected' : 'exhausted'
}

/** As the catalog would name it: `provider/family`, and with `@peer` where a peer is said. */
function candidateId(
  entry: unknown,
  call: LoggedCall | undefined,
  { byId }: Shelf,
): string | undefined {
  const provider = nameIn(entry, 'provider_id')
  const family = nameIn(entry, 'model_family')
  if (provider === undefined || family === undefined) return undefined
  const name = `${provider}/${family}`
  const isAnswer = call !== undefined && nameIn(entry, 'error_kind') === undefined
  const peer =
    nameIn(entry, 'peer_id') ?? nameIn(entry, 'served_by') ?? (isAnswer ? call.servedBy : undefined)
  if (peer === undefined || peer === provider) return name
  const offer = `${name}@${peer}`
  return byId.has(name) && !byId.has(offer) ? name : offer
}
