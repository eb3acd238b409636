import type { Provider } from '../../catalog/catalog.ts'
import type { Api } from '../classify/check-answer.ts'

/** What a client can call: `/v1/chat/completions`, `/v1/responses`, `/v1/embeddings`, `/v1/messages`. */
export type Surface = Api

/** What a provider speaks: the interfaces of OpenAI, or that of Anthropic. */
export type Protocol = NonNullable<Provider['api']>

/**
 * The interface that such a provider is called by for a client of that surface, or undefined where
 * there is none: what the client says has no counterpart there. Where it is not the surface itself,
 * requests and answers are translated.
 */
export function spokenApi(protocol: Protocol, surface: Surface): Api | undefined {
  return SPOKEN[protocol][surface]
}

/** Whether such a provider can be a candidate for a client of that surface. */
export function speaks(protocol: Protocol, surface: Surface): boolean {
  return spokenApi(protocol, surface) !== undefined
}

/** The protocol of a provider; OpenAI's where the catalog names none. */
export function protocolOf({ api }: Provider): Protocol {
  return api ?? 'openai'
}

// biome-ignore format: table
const SPOKEN: Readonly<Record<Protocol, Readonly<Partial<Record<Surface, Api>>>>> = {
  openai:    { chat: 'chat',     messages: 'chat', responses: 'responses', embeddings: 'embeddings' },
  anthropic: { chat: 'messages', messages: 'messages' },
}
