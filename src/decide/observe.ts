import type { Candidate } from '../catalog/candidate.ts'
import { type Context, entryOf, routeKeysOf, vocabularyOf } from './context.ts'
import { recordFrom } from './decode-context.ts'
import { MEASURED, numeric } from './measured.ts'

/** What a policy reads of a candidate, and whether anybody knows it or a default stands in. */
export interface Observed<T> {
  readonly value: T
  readonly known: boolean
}

/**
 * A Num field: the candidate's own value, else what the host measured, else the default that the
 * vocabulary declares. A field that no vocabulary declares reads NaN, which no comparison but
 * `ne` accepts.
 */
export function observeNumber(
  name: string,
  candidate: Candidate,
  context: Context,
): Observed<number> {
  const value = ownNumber(name, candidate) ?? measured(name, candidate, context)
  if (value !== undefined) return { value, known: true }
  const field = vocabularyOf(context).fields.get(name)
  return { value: field?.sort === 'Num' ? field.default : Number.NaN, known: false }
}

/** A Bool field: false where it is false or absent with such a default, true for anything else. */
export function observeFlag(
  name: string,
  candidate: Candidate,
  context: Context,
): Observed<boolean> {
  const reported = reportedFlag(name, candidate, context)
  if (reported) return { value: true, known: true }
  const own = ownFlag(name, candidate)
  if (own !== undefined) return { value: own, known: true }
  const field = vocabularyOf(context).fields.get(name)
  // Nothing reported is a fact about the two fields that hosts report, and a hole elsewhere.
  return { value: field?.sort === 'Bool' && field.default, known: reported !== undefined }
}

/** The number the candidate itself carries. `context` stands among the capabilities. */
export function ownNumber(name: string, candidate: Candidate): number | undefined {
  const own = entryOf(candidate, name)
  if (typeof own === 'number') return own
  const inner = name === 'context' ? entryOf(candidate.capabilities, name) : undefined
  return typeof inner === 'number' ? inner : undefined
}

/** The flag the candidate itself carries: anything but false is true. */
export function ownFlag(name: string, candidate: Candidate): boolean | undefined {
  const own = entryOf(candidate, name)
  return own === undefined || own === null ? undefined : own !== false
}

/** Whether the candidate has the capability: anything but false and absent, 0 included. */
export function hasCapability(name: string, { capabilities }: Candidate): boolean {
  const value: unknown = entryOf(capabilities, name)
  return value !== undefined && value !== null && value !== false
}

/** The peer that serves the offer, else the provider. */
export function servedBy({ offer, provider_id }: Candidate): string {
  return offer?.peer_id ?? provider_id
}

/** The tier as policies read it; `meets_req` alone compares the raw one. */
export function tierOf({ tier }: Candidate): string {
  return tier ?? 'fallback'
}

function measured(name: string, candidate: Candidate, { state }: Context): number | undefined {
  if (name === 'credits') return known(numeric(entryOf(state?.credits, candidate.provider_id)))
  const { route, peer } = routeKeysOf(candidate)
  for (const key of peer === undefined ? [route] : [peer, route]) {
    const found = recordFrom(entryOf(state?.ema, key))
    const value = known(MEASURED.get(name)?.one(found) ?? Number.NaN)
    if (value !== undefined) return value
  }
  return undefined
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}

/** True when the host says so, false when it could and does not, undefined when it never does. */
function reportedFlag(name: string, candidate: Candidate, { state }: Context): boolean | undefined {
  if (name === 'disabled') {
    const entry = entryOf(state?.disabled, candidate.provider_id)
    return entry !== undefined && entry !== null
  }
  if (name !== 'breaker_open') return undefined
  const { provider, route, peer = route } = routeKeysOf(candidate)
  return [provider, route, peer].some((key) => entryOf(state?.breakers, key) === true)
}
