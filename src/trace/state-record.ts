import { compareBytes } from '../base/byte-order.ts'
import type { Candidate } from '../catalog/candidate.ts'
import {
  entryOf,
  type HealthState,
  type Keyed,
  type Measurements,
  routeKeysOf,
} from '../decide/context.ts'
import { MEASURED } from '../decide/measured.ts'
import { subtermsOf } from '../ir/subterms.ts'
import type { Term } from '../ir/term.ts'

/**
 * What a policy reads of the health of routes, for the candidates it is asked about: a state that
 * decides as the whole one does. Keys are sorted; a measurement stands under the name of its
 * field; what is not a finite number was not measured.
 */
export function stateRecord(
  policy: Term,
  candidates: readonly Candidate[],
  state: HealthState | undefined,
): HealthState {
  if (state === undefined) return {}
  const { fields, measured } = readBy(policy)
  const keys = keysOf(candidates)
  const parts: { -readonly [Part in keyof HealthState]: HealthState[Part] } = {}
  if (measured.length > 0) {
    const ema = kept(state.ema, keys.routes, (found) => measurements(found, measured))
    if (ema !== undefined) parts.ema = ema
  }
  if (fields.has('credits')) {
    const credits = kept(state.credits, keys.providers, finite)
    if (credits !== undefined) parts.credits = credits
  }
  if (fields.has('breaker_open')) {
    const breakers = kept(state.breakers, keys.all, (open) => (open === true ? true : undefined))
    if (breakers !== undefined) parts.breakers = breakers
  }
  if (fields.has('disabled')) {
    const disabled = kept(state.disabled, keys.providers, (entry) =>
      entry === undefined || entry === null ? undefined : true,
    )
    if (disabled !== undefined) parts.disabled = disabled
  }
  return parts
}

/** What a policy reads of the health of routes; prices aside, which the catalog has too. */
export function healthRead(policy: Term): ReadonlySet<string> {
  return new Set([...readBy(policy).fields].filter((field) => HEALTH.has(field)))
}

const HEALTH: ReadonlySet<string> = new Set(
  [...MEASURED.keys(), 'credits', 'breaker_open', 'disabled'].filter(
    (field) => !field.startsWith('price_'),
  ),
)

interface Read {
  /** The fields that any part of the policy reads; `meets_req` may ask for speed. */
  readonly fields: ReadonlySet<string>
  /** Those of them that are measured, sorted. */
  readonly measured: readonly string[]
}

const read = new WeakMap<Term, Read>()

function readBy(policy: Term): Read {
  const known = read.get(policy)
  if (known !== undefined) return known
  const fields = new Set<string>()
  for (const term of subtermsOf(policy)) {
    const [op, field] = term
    if (op === 'meets_req') fields.add('tok_s')
    if ((op === 'cmp' || op === 'is' || op === 'field') && typeof field === 'string') {
      fields.add(field)
    }
  }
  const measured = [...fields].filter((field) => MEASURED.has(field)).sort(compareBytes)
  read.set(policy, { fields, measured })
  return { fields, measured }
}

interface Keys {
  readonly providers: ReadonlySet<string>
  /** Of routes and of peers. */
  readonly routes: ReadonlySet<string>
  readonly all: ReadonlySet<string>
}

const keysByList = new WeakMap<readonly Candidate[], Keys>()

function keysOf(candidates: readonly Candidate[]): Keys {
  const known = keysByList.get(candidates)
  if (known !== undefined) return known
  const routes = candidates.map(routeKeysOf)
  const byProvider = routes.map(({ provider }) => provider)
  const byRoute = routes.flatMap(({ route, peer }) =>
    peer === undefined ? [route] : [route, peer],
  )
  const keys = {
    providers: new Set(byProvider),
    routes: new Set(byRoute),
    all: new Set([...byProvider, ...byRoute]),
  }
  keysByList.set(candidates, keys)
  return keys
}

/** The entries that concern a key, in the order of the keys; nothing where none does. */
function kept<T, R>(
  record: Keyed<T> | undefined,
  keys: ReadonlySet<string>,
  take: (entry: T | undefined) => R | undefined,
): Keyed<R> | undefined {
  const names = Object.keys(record ?? {}).filter((name) => keys.has(name))
  if (names.length === 0) return undefined
  const out: Record<string, R> = Object.create(null)
  let isEmpty = true
  for (const name of names.sort(compareBytes)) {
    const value = take(entryOf(record, name))
    if (value === undefined) continue
    out[name] = value
    isEmpty = false
  }
  // An empty part decides like an absent one.
  return isEmpty ? undefined : out
}

function measurements(
  found: Measurements | undefined,
  fields: readonly string[],
): Measurements | undefined {
  if (typeof found !== 'object' || found === null) return undefined
  const out: Record<string, number> = {}
  for (const field of fields) {
    const value = finite(MEASURED.get(field)?.one(found))
    if (value !== undefined) out[field] = value
  }
  return Object.keys(out).length === 0 ? undefined : out
}

function finite(value: number | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
