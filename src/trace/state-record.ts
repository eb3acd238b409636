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
  const fields = fieldsRead(policy)
  const keys = keysOf(candidates)
  const parts: { -readonly [Part in keyof HealthState]: HealthState[Part] } = {}
  const measured = [...fields].filter((field) => MEASURED.has(field)).sort(compareBytes)
  if (measured.length > 0) {
    parts.ema = kept(state.ema, keys.routes, (found) => measurements(found, measured))
  }
  if (fields.has('credits')) parts.credits = kept(state.credits, keys.providers, finite)
  if (fields.has('breaker_open')) {
    const all = new Set([...keys.providers, ...keys.routes])
    parts.breakers = kept(state.breakers, all, (open) => (open === true ? true : undefined))
  }
  if (fields.has('disabled')) {
    parts.disabled = kept(state.disabled, keys.providers, (entry) =>
      entry === undefined || entry === null ? undefined : true,
    )
  }
  // An empty part decides like an absent one.
  return Object.fromEntries(
    Object.entries(parts).filter(([, part]) => Object.keys(part ?? {}).length > 0),
  )
}

/** What a policy reads of the health of routes; prices aside, which the catalog has too. */
export function healthRead(policy: Term): ReadonlySet<string> {
  return new Set([...fieldsRead(policy)].filter((field) => HEALTH.has(field)))
}

const HEALTH: ReadonlySet<string> = new Set(
  [...MEASURED.keys(), 'credits', 'breaker_open', 'disabled'].filter(
    (field) => !field.startsWith('price_'),
  ),
)

const read = new WeakMap<Term, ReadonlySet<string>>()

/** The fields that any part of the policy reads; `meets_req` may ask for speed. */
function fieldsRead(policy: Term): ReadonlySet<string> {
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
  read.set(policy, fields)
  return fields
}

interface Keys {
  readonly providers: ReadonlySet<string>
  /** Of routes and of peers. */
  readonly routes: ReadonlySet<string>
}

const keysByList = new WeakMap<readonly Candidate[], Keys>()

function keysOf(candidates: readonly Candidate[]): Keys {
  const known = keysByList.get(candidates)
  if (known !== undefined) return known
  const routes = candidates.map(routeKeysOf)
  const keys = {
    providers: new Set(routes.map(({ provider }) => provider)),
    routes: new Set(
      routes.flatMap(({ route, peer }) => (peer === undefined ? [route] : [route, peer])),
    ),
  }
  keysByList.set(candidates, keys)
  return keys
}

/** The entries that concern a key, in the order of the keys. */
function kept<T, R>(
  record: Keyed<T> | undefined,
  keys: ReadonlySet<string>,
  take: (entry: T | undefined) => R | undefined,
): Keyed<R> {
  const out: Record<string, R> = Object.create(null)
  const names = Object.keys(record ?? {}).filter((name) => keys.has(name))
  for (const name of names.sort(compareBytes)) {
    const value = take(entryOf(record, name))
    if (value !== undefined) out[name] = value
  }
  return out
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
