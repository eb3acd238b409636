import type { Provider } from '../../../src/catalog/catalog.ts'
import type { CallTarget } from '../../../src/route/dialect/call-target.ts'
import type { IncomingCall } from '../../../src/route/dialect/incoming-call.ts'
import type { Outgoing } from '../../../src/route/dialect/outgoing.ts'
import { outgoing } from '../../../src/route/dialect/outgoing.ts'
import type { Surface } from '../../../src/route/dialect/spoken-api.ts'
import { bodyFacts } from '../../../src/route/splice/body-facts.ts'
import type { Spliced } from '../../../src/route/splice/parts.ts'
import { scanBody } from '../../../src/route/splice/scan-body.ts'

export const KEY = 'sk-of-the-provider'

/** A target of a provider of that kind. */
export function targetOf(provider: Provider = {}, model = 'served-1'): CallTarget {
  return {
    candidate: {
      cid: 'p/f',
      provider_id: 'p',
      model_family: 'f',
      served_model_id: model,
      capabilities: { max_output: 64_000, supports_reasoning: true },
    },
    provider: { base_url: 'https://provider.example/v1', ...provider },
    key: KEY,
  }
}

export const OPENAI = targetOf()

export const ANTHROPIC = targetOf(
  { api: 'anthropic', base_url: 'https://api.anthropic.com/v1' },
  'claude-sonnet-4-5',
)

/** A call with that body, as text or as a value. */
export function callOf(
  surface: Surface,
  said: unknown,
  more: Partial<Pick<IncomingCall, 'edits' | 'header'>> = {},
): IncomingCall {
  const text = typeof said === 'string' ? said : JSON.stringify(said)
  const scanned = scanBody(new TextEncoder().encode(text))
  if (!scanned.ok) throw new Error(scanned.error.message)
  const facts = bodyFacts(scanned.value)
  return { surface, body: scanned.value, facts, edits: [], header: () => undefined, ...more }
}

/** What is sent, where something is. */
export function sent(call: IncomingCall, target: CallTarget): Outgoing {
  const result = outgoing(call, target)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

export function textOf({ parts, length }: Spliced): string {
  const bytes = Buffer.concat(parts)
  if (bytes.length !== length) throw new Error(`${bytes.length} bytes are given as ${length}`)
  return bytes.toString('utf8')
}

export function headersOf({ headers }: Outgoing): Readonly<Record<string, string>> {
  const pairs = headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []))
  return Object.fromEntries(pairs)
}
