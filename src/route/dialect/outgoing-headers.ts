import { VERSION } from '../../base/version.ts'
import { hostTraits } from './host-traits.ts'
import type { Protocol } from './spoken-api.ts'

/** What the headers of a call depend on. */
export interface HeaderNeeds {
  readonly protocol: Protocol
  readonly baseUrl: string
  readonly key: string | undefined
  readonly expects: 'whole' | 'stream'
  /** Bytes of the body. */
  readonly length: number
  /**
   * The client's header of a name in lower case, where the client speaks the provider's protocol
   * itself; undefined where it does not, so that nothing of it passes.
   */
  readonly clientHeader: ((name: string) => string | undefined) | undefined
}

/**
 * Names and values by turns, names in lower case. All are the router's own: of the client's headers
 * only two pass, which choose the version of Anthropic's interface and say nothing of the client.
 * Those of a trace are for the server to add.
 */
export function outgoingHeaders(needs: HeaderNeeds): readonly string[] {
  const accept = needs.expects === 'stream' ? 'text/event-stream' : 'application/json'
  return [
    'content-type',
    'application/json',
    'content-length',
    String(needs.length),
    'accept',
    accept,
    // An answer is read and spliced in its bytes.
    'accept-encoding',
    'identity',
    'user-agent',
    USER_AGENT,
    ...(needs.protocol === 'anthropic' ? headersOfAnthropic(needs) : headersOfOpenai(needs)),
  ]
}

const USER_AGENT = `unhardcoded/${VERSION}`

function headersOfOpenai({ baseUrl, key }: HeaderNeeds): readonly string[] {
  if (key === undefined) return []
  const name = hostTraits(baseUrl).keyHeader
  return [name, name === 'authorization' ? `Bearer ${key}` : key]
}

function headersOfAnthropic({ key, clientHeader }: HeaderNeeds): readonly string[] {
  const version = clientHeader?.('anthropic-version') ?? ''
  const beta = clientHeader?.('anthropic-beta') ?? ''
  return [
    ...(key === undefined ? [] : ['x-api-key', key]),
    'anthropic-version',
    DAY.test(version) ? version : ANTHROPIC_VERSION,
    ...(BETAS.test(beta) ? ['anthropic-beta', beta] : []),
  ]
}

/** The version that what is translated is written in. */
const ANTHROPIC_VERSION = '2023-06-01'

const DAY = /^\d{4}-\d\d-\d\d$/

/** Names parted by commas, and nothing that could hold more. */
const BETAS = /^[\w.-]{1,64}(?:, ?[\w.-]{1,64}){0,31}$/
