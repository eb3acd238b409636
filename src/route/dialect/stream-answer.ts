import { chatStreamReader } from '../sse/chat-stream.ts'
import { messagesStreamReader } from '../sse/messages-stream.ts'
import { responsesStreamReader } from '../sse/responses-stream.ts'
import type { StreamReader } from '../sse/stream-reader.ts'
import type { CallTarget } from './call-target.ts'
import type { Outgoing } from './outgoing.ts'
import { asItCame, type Rendering } from './rendering.ts'
import { protocolOf, type Surface, spokenApi } from './spoken-api.ts'
import { streamBridge } from './stream-bridge.ts'
import type { StreamBridge } from './stream-item.ts'
import { chatOfMessages, messagesOfChat } from './stream-translations.ts'
import { translatedRendering } from './translated-rendering.ts'

/** What a bridge has to know of the call. */
export interface BridgeSettings extends Pick<Outgoing, 'usageFor'> {
  /** When the answer began, in seconds since 1970: translated chunks say so. */
  readonly createdSeconds: number
}

/**
 * Carries the events of a target's stream to a client of the surface. In a protocol that both speak
 * they pass byte for byte; in any other they are translated one by one, with nothing held back.
 * Either way the bytes of an item are whole events.
 *
 * A response that is no event stream is read whole instead, and judged by `wholeAnswer`; one that is
 * an answer nonetheless is `unlike_answer` to who asked for a stream.
 */
export function streamAnswer(
  surface: Surface,
  target: CallTarget,
  settings: BridgeSettings,
): StreamBridge {
  const api = spokenApi(protocolOf(target.provider), surface)
  if (api === surface || api === undefined) {
    return streamBridge({
      surface,
      reader: readerOf(surface, settings),
      rendering: asItCame(LAST_EVENTS[surface]),
    })
  }
  return streamBridge({
    surface,
    reader: readerOf(api, settings),
    rendering: translationInto(surface, settings),
  })
}

const LAST_EVENTS: Readonly<Partial<Record<Surface, string>>> = {
  chat: 'data: [DONE]\n\n',
  messages: 'event: message_stop\ndata: {"type":"message_stop"}\n\n',
}

function readerOf(api: Surface, { usageFor }: BridgeSettings): StreamReader {
  switch (api) {
    case 'messages':
      return messagesStreamReader()
    case 'responses':
      return responsesStreamReader()
    default:
      return chatStreamReader({ usageFor })
  }
}

function translationInto(
  surface: Surface,
  { usageFor, createdSeconds }: BridgeSettings,
): Rendering {
  if (surface === 'messages') return translatedRendering(messagesOfChat())
  const settings = { created: createdSeconds, includesUsage: usageFor === 'client' }
  return translatedRendering(chatOfMessages(settings))
}
