/** In what the hosts of OpenAI's protocol differ, as far as a request has to know. */
export interface HostTraits {
  /** The header that holds the key. */
  readonly keyHeader: 'authorization' | 'api-key'
  /** The member that limits the tokens of an answer. */
  readonly limitMember: 'max_tokens' | 'max_completion_tokens'
  /** Whether `stream_options` is what usage is asked for with, or is refused. */
  readonly streamOptions: 'taken' | 'refused'
}

/**
 * The traits of the host of an address. They are told by the host and not by the name of the
 * provider, which whoever writes a catalog chooses.
 */
export function hostTraits(baseUrl: string): HostTraits {
  return HOSTS.find(({ host }) => host.test(baseUrl))?.traits ?? USUAL
}

const USUAL: HostTraits = {
  keyHeader: 'authorization',
  limitMember: 'max_tokens',
  streamOptions: 'taken',
}

interface HostRow {
  readonly host: RegExp
  readonly traits: HostTraits
}

const HOSTS: readonly HostRow[] = [
  {
    // OpenAI's own models take the old name of the limit only where they do not reason.
    host: /^https:\/\/(?:[a-z]{2}\.)?api\.openai\.com(?:[:/?]|$)/i,
    traits: { ...USUAL, limitMember: 'max_completion_tokens' },
  },
  {
    // Its v1 interface takes a key either way; the older one takes only tokens as a bearer.
    host: /^https:\/\/[^/?]+\.(?:openai|cognitiveservices|services\.ai)\.azure\.(?:com|us|cn)(?:[:/?]|$)/i,
    traits: { ...USUAL, keyHeader: 'api-key', limitMember: 'max_completion_tokens' },
  },
  {
    // It answers 422 to `include_usage`, and tells the usage of every stream in its last chunk.
    host: /^https:\/\/api\.mistral\.ai(?:[:/?]|$)/i,
    traits: { ...USUAL, streamOptions: 'refused' },
  },
]
