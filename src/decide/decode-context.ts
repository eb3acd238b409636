import type { Context, HealthState, Keyed, RequestView, Requirements } from './context.ts'
import { entryOf } from './context.ts'

/**
 * A context from outside data such as `{ "request": …, "state": …, "seed": 42 }`. Total: a member
 * of another shape than expected counts as absent, as hosts treat it.
 */
export function decodeContext(value: unknown): Context {
  const record = recordFrom(value)
  const [request, state] = [recordFrom(record.request), recordFrom(record.state)]
  return present({
    request: decodeRequest(request),
    state: decodeState(state),
    seed: numberFrom(entryOf(record, 'seed')),
  })
}

/** What policies see of the body of a request. */
export function decodeRequest(value: unknown): RequestView {
  const record = recordFrom(value)
  const format = entryOf(record, 'response_format')
  return present({
    requirements: decodeRequirements(entryOf(record, 'requirements')),
    scope: textFrom(entryOf(record, 'scope')),
    images: listFrom(entryOf(record, 'images')),
    tools: listFrom(entryOf(record, 'tools')),
    response_format: isRecord(format) ? { type: entryOf(format, 'type') } : undefined,
  })
}

function decodeRequirements(value: unknown): Requirements {
  const record = recordFrom(value)
  const needs = listFrom(entryOf(record, 'needs'))
  return present({
    needs: needs?.filter((need) => typeof need === 'string'),
    min_context: numberFrom(entryOf(record, 'min_context')),
    model_family: textFrom(entryOf(record, 'model_family')),
    tier: textFrom(entryOf(record, 'tier')),
    privacy: textFrom(entryOf(record, 'privacy')),
    min_quality: numberFrom(entryOf(record, 'min_quality')),
    min_tok_s: numberFrom(entryOf(record, 'min_tok_s')),
  })
}

/** What stands under the keys is checked where it is read. */
function decodeState(value: unknown): HealthState {
  const record = recordFrom(value)
  return present({
    // The reader of a measurement or a credit takes numbers only, and a breaker is open on `true`.
    ema: recordOrNothing(entryOf(record, 'ema')) as HealthState['ema'],
    credits: recordOrNothing(entryOf(record, 'credits')) as HealthState['credits'],
    breakers: recordOrNothing(entryOf(record, 'breakers')) as HealthState['breakers'],
    disabled: recordOrNothing(entryOf(record, 'disabled')),
  })
}

/** The record without the members that are undefined, as optional members want it. */
function present<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined)
  // Members of other types than those of `record` cannot have come in.
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

export function isRecord(value: unknown): value is Keyed<unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The record, or an empty one for anything else. */
export function recordFrom(value: unknown): Keyed<unknown> {
  return recordOrNothing(value) ?? {}
}

function recordOrNothing(value: unknown): Keyed<unknown> | undefined {
  return isRecord(value) ? value : undefined
}

function numberFrom(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function textFrom(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function listFrom(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined
}
