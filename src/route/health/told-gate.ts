import { type JsonRecord, member, recordOf } from '../../catalog/json-data.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import { FAILURE_CODES, type FailureReason } from '../failure.ts'
import type { Gate } from './gate.ts'
import type { HealthSettings } from './health-settings.ts'
import type { Disabled } from './reports.ts'

/** Whose gate it is. */
export interface GateName {
  readonly of: 'route' | 'provider'
  readonly name: string
}

/** A gate as one router tells others of it. */
export interface ToldGate extends GateName {
  readonly gate: Gate
  /** Why a provider is shut, which a route does not say. */
  readonly disabled?: Disabled | undefined
}

/** A gate as another router is told of it: of whose probe it may not know, it is open until then. */
export interface HeardGate extends GateName {
  readonly gate: Exclude<Gate, { readonly kind: 'probing' }>
  readonly isProbed: boolean
  readonly disabled: Disabled | undefined
}

/** A gate as a store keeps it. */
export interface StoredGate {
  /** `route openai|gpt-5` */
  readonly name: string
  readonly text: string
  readonly forMs: number
}

/** @param by who tells it. */
export function storedGate(
  { of, name, gate, disabled }: ToldGate,
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
  { longestOpenMs }: HealthSettings,
): StoredGate {
  const { kind, lastMs } = gate
  const atMs = gate.kind === 'closed' ? gate.sinceMs : gate.untilMs
  const why = disabled === undefined ? {} : { why: disabled.kind, since_ms: disabled.at_ms }
  return {
    name: `${of} ${name}`,
    text: JSON.stringify({ by, is: kind, at_ms: Math.max(0, atMs), last_ms: lastMs, ...why }),
    // For as long after its time as the next opening would take it for a repetition.
    forMs: Math.max(0, kind === 'closed' ? 0 : atMs - nowMs) + longestOpenMs,
  }
}

/**
 * What a store says, which may be anything: undefined where it is no gate, and where the reader told
 * it. No time is further away than one router could say by itself.
 */
export function heardGate(
  stored: Pick<StoredGate, 'name' | 'text'>,
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
  { longestCoolMs }: HealthSettings,
): HeardGate | undefined {
  const [, of, name = ''] = NAME.exec(stored.name) ?? []
  const told = recordOf(stored.text.length > LONGEST ? undefined : parsedJson(stored.text))
  const [atMs, lastMs] = [timeIn(told, 'at_ms'), timeIn(told, 'last_ms')]
  if (of === undefined || atMs === undefined || lastMs === undefined) return undefined
  if (member(told, 'by') === by) return undefined
  const whose = { of: of === 'route' ? of : 'provider', name } as const
  const is = member(told, 'is')
  const last = { lastMs: Math.min(lastMs, longestCoolMs) }
  if (is === 'closed') {
    const gate = { kind: is, sinceMs: Math.min(atMs, nowMs), ...last } as const
    return { ...whose, gate, isProbed: false, disabled: undefined }
  }
  if (is !== 'open' && is !== 'probing') return undefined
  const gate = { kind: 'open', untilMs: Math.min(atMs, nowMs + longestCoolMs), ...last } as const
  return { ...whose, gate, isProbed: is === 'probing', disabled: disabledIn(told, nowMs) }
}

/** Of a text that is a gate, and more than any has. */
const LONGEST = 1024

const NAME = /^(route|provider) (.{1,256})$/s

function disabledIn(told: JsonRecord, nowMs: number): Disabled | undefined {
  const why = member(told, 'why')
  const kind = REASONS.find((reason) => reason === why)
  const sinceMs = timeIn(told, 'since_ms')
  if (kind === undefined || sinceMs === undefined) return undefined
  return { kind, at_ms: Math.min(sinceMs, nowMs) }
}

const REASONS: readonly FailureReason[] = Object.values(FAILURE_CODES)

function timeIn(told: JsonRecord, key: string): number | undefined {
  const value = member(told, key)
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined
}
