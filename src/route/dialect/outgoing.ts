import { err, ok, type Result } from '../../base/result.ts'
import type { Untranslatable } from '../anthropic/translation.ts'
import type { Api } from '../classify/check-answer.ts'
import { type Failure, failureOf } from '../failure.ts'
import type { Spliced } from '../splice/parts.ts'
import { type Edit, splice } from '../splice/splice.ts'
import { type CallTarget, servedModelOf } from './call-target.ts'
import { endpointUrl } from './endpoint-url.ts'
import { hostTraits } from './host-traits.ts'
import { type IncomingCall, memberText, wantsStream } from './incoming-call.ts'
import { outgoingHeaders } from './outgoing-headers.ts'
import { isOwnMember, withoutOwnMembers } from './own-members.ts'
import { protocolOf, spokenApi } from './spoken-api.ts'
import { translatedRequest } from './translated-request.ts'
import { type UsageWanted, usageWanted } from './usage-wanted.ts'

/** A call as one provider is sent it. */
export interface Outgoing {
  readonly method: 'POST'
  /** All of it; the address comes from the catalog alone. */
  readonly url: string
  /** Names and values by turns; names in lower case. */
  readonly headers: readonly string[]
  readonly body: Spliced
  /** How the answer is asked for. */
  readonly expects: 'whole' | 'stream'
  /** Who asked for the usage of the stream; the settings of its bridge want it. */
  readonly usageFor: UsageWanted['usageFor']
  /** Members that a translation left out, since the answer means the same without. */
  readonly dropped: readonly string[]
}

/** Why a call cannot be sent to a target; another may take it. */
export interface Unsent {
  readonly failure: Failure
  /** What the target has no words for. */
  readonly untranslatable: Untranslatable | undefined
}

/**
 * What goes to the provider. A body in a protocol that it speaks keeps its bytes, but for the
 * model, the members of the router, the edits of the policy, and what asks for the usage of a
 * stream. Any other is translated; what cannot be is no fault of the request, and another target
 * may well take it.
 */
export function outgoing(call: IncomingCall, target: CallTarget): Result<Outgoing, Unsent> {
  const { provider, key } = target
  const protocol = protocolOf(provider)
  const api = spokenApi(protocol, call.surface)
  const baseUrl = provider.base_url
  if (api === undefined)
    return err({ failure: failureOf('untranslatable'), untranslatable: undefined })
  if (baseUrl === undefined) {
    return err({ failure: failureOf('unreachable'), untranslatable: undefined })
  }
  const request = requestBody(call, { ...target, api, baseUrl })
  if (!request.ok) {
    return err({ failure: failureOf('untranslatable'), untranslatable: request.error })
  }
  const { body, usageFor, dropped } = request.value
  const expects = wantsStream(call) ? 'stream' : 'whole'
  const clientHeader = api === call.surface ? call.header : undefined
  const { length } = body
  return ok({
    method: 'POST',
    url: endpointUrl(baseUrl, api),
    headers: outgoingHeaders({ protocol, baseUrl, key, expects, length, clientHeader }),
    body,
    expects,
    usageFor,
    dropped,
  })
}

/** A target that is spoken to in an interface, at an address. */
export interface SpokenTarget extends CallTarget {
  readonly api: Api
  readonly baseUrl: string
}

/** The bytes that are sent, and what was decided about them. */
export type RequestBody = Pick<Outgoing, 'body' | 'usageFor' | 'dropped'>

function requestBody(
  call: IncomingCall,
  target: SpokenTarget,
): Result<RequestBody, Untranslatable> {
  const usage = usageOf(call, target)
  if (target.api !== call.surface) {
    const said = splice(call.body, [...editsOf(call), ...withoutOwnMembers(call.body)])
    const translated = translatedRequest(said, target)
    return translated.ok ? ok({ ...translated.value, usageFor: usage.usageFor }) : translated
  }
  const model = JSON.stringify(servedModelOf(target.candidate))
  const body = splice(call.body, [
    ...editsOf(call),
    ...usage.edits,
    ...withoutOwnMembers(call.body),
    { kind: 'set', name: 'model', json: model },
  ])
  return ok({ body, usageFor: usage.usageFor, dropped: [] })
}

/** A policy cannot have a member of the router sent either. */
function editsOf({ edits }: IncomingCall): readonly Edit[] {
  return edits.filter(({ name }) => !isOwnMember(name))
}

/** Usage is a matter of chat streams; every other tells it unasked. */
function usageOf(call: IncomingCall, { baseUrl }: SpokenTarget): UsageWanted {
  if (call.surface !== 'chat' || !wantsStream(call)) return { usageFor: 'client', edits: [] }
  return usageWanted(memberText(call, 'stream_options'), hostTraits(baseUrl))
}
