import type { Dialect, Refusal, RefusalKind } from '../refusal.ts'
import type { Fault } from './fault.ts'
import type { KindThat } from './fault-kinds.ts'

/** With what a call is refused where the fault refuses it. */
export function refusalOfFault(fault: Fault, setting: RefusalSetting): Refusal | undefined {
  if (fault.kind === '429') return rateLimited(fault, setting)
  if (fault.kind === 'filter') return fault.word === 'request' ? { kind: 'filtered' } : undefined
  const kinds: { readonly [kind: string]: RefusalKind } = KINDS
  const kind = Object.hasOwn(KINDS, fault.kind) ? kinds[fault.kind] : undefined
  return kind === undefined ? undefined : { kind }
}

interface RefusalSetting {
  readonly dialect: Dialect
  /** Milliseconds since 1970. */
  readonly nowMs: number
}

// biome-ignore format: table
const KINDS = {
  '400':    'bad_request',
  '401':    'key_rejected',
  '402':    'unpaid',
  '403':    'access_denied',
  '404':    'model_missing',
  '408':    'request_timeout',
  '500':    'server_error',
  '502':    'bad_gateway',
  '503':    'unavailable',
  '504':    'gateway_timeout',
  '529':    'overloaded',
  overflow: 'context_exceeded',
} as const satisfies Record<Exclude<KindThat<'refuses'>, '429'>, RefusalKind>

function rateLimited({ word, amount }: Fault, { dialect, nowMs }: RefusalSetting): Refusal {
  if (word === 'quota') return { kind: 'quota_exhausted' }
  return { kind: 'rate_limited', headers: waitHeaders() }

  function waitHeaders(): Readonly<Record<string, string>> {
    const then = new Date(nowMs + amount * 1000)
    switch (word) {
      case 'seconds':
        return { 'retry-after': String(amount) }
      case 'date':
        return { 'retry-after': then.toUTCString() }
      case 'ms':
        return { 'retry-after-ms': String(amount * 1000) }
      case 'reset':
        return dialect === 'anthropic'
          ? {
              'anthropic-ratelimit-requests-remaining': '0',
              'anthropic-ratelimit-requests-reset': then.toISOString(),
            }
          : { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': `${amount}s` }
      default:
        return {}
    }
  }
}
