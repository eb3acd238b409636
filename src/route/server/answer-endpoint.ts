import type { IncomingMessage, ServerResponse } from 'node:http'
import { err, ok, type Result } from '../../base/result.ts'
import { VERSION } from '../../base/version.ts'
import type { Term } from '../../ir/term.ts'
import { longRequirements } from '../admission/long-requirements.ts'
import type { Caller } from '../callers/caller.ts'
import { fields } from '../endpoints/fields.ts'
import { METRICS_MEDIA_TYPE } from '../endpoints/metrics.ts'
import { models } from '../endpoints/models.ts'
import { normalizePolicy } from '../endpoints/normalize-policy.ts'
import { rank } from '../endpoints/rank.ts'
import type { RouterError } from '../router-error.ts'
import { type Body, memberOf, memberValue } from '../splice/body.ts'
import { parsed } from '../splice/parsed.ts'
import type { Desk } from './completions.ts'
import type { PageName, QuestionName } from './endpoints.ts'
import { readObject } from './read-object.ts'
import { sendJson, sendText } from './send-answer.ts'
import { sendError } from './send-error.ts'

/** A request for something that no provider is asked for. */
export interface Asking {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly caller: Caller
}

/** The desk, and how busy the router is. */
export interface PageDesk extends Desk {
  readonly isDraining: boolean
  readonly inFlight: number
  readonly streaming: number
}

export function answerPage(name: PageName, { response, caller }: Asking, desk: PageDesk): void {
  const { setting } = desk
  switch (name) {
    case 'models': {
      const allowed = [...setting.named.keys()].filter(
        (policy) => caller.guard.policies?.has(policy) !== false,
      )
      const families = setting.grounds.chat.candidates.map(({ model_family }) => model_family)
      sendJson(response, models(allowed, families, Math.floor(setting.sinceMs / 1000)))
      return
    }
    case 'fields':
      sendJson(response, fields(setting.vocabulary))
      return
    case 'metrics':
      sendText(response, metricsOf(desk), METRICS_MEDIA_TYPE)
      return
    case 'health':
      sendJson(response, healthOf(desk))
      return
    default: {
      const isReady = !desk.isDraining && setting.grounds.chat.candidates.length > 0
      sendJson(response, { status: isReady ? 'ready' : 'not ready' }, isReady ? 200 : 503)
    }
  }
}

function metricsOf({ office, inFlight, streaming }: PageDesk): string {
  const state = office.health.state(office.now())
  return office.metrics.text({
    requestsInFlight: inFlight,
    streamsInFlight: streaming,
    openBreakers: Object.keys(state.breakers ?? {}).length,
    disabledProviders: Object.keys(state.disabled ?? {}).length,
    journalQueued: office.journalReport()?.queued ?? 0,
    uptimeMs: office.monotonic() - office.startedMs,
    version: VERSION,
  })
}

/** Whoever may reach the router may read this: it says how it does, and nothing of its traffic. */
function healthOf({ office, setting, isDraining, inFlight }: PageDesk): unknown {
  const journal = office.journalReport()
  const refusedMs = office.refusedMs?.()
  return {
    status: isDraining ? 'draining' : 'ok',
    version: VERSION,
    mode: setting.mode,
    configuration: {
      since: new Date(setting.sinceMs).toISOString(),
      refused: refusedMs === undefined ? null : new Date(refusedMs).toISOString(),
    },
    catalog: setting.catalog.digest,
    in_flight: inFlight,
    receipts:
      journal === undefined
        ? null
        : {
            queued: journal.queued,
            written: journal.written,
            dropped: journal.dropped,
            failed: journal.failed,
            disk: journal.lastError === undefined ? 'ok' : journal.lastError.code,
          },
  }
}

/** Answers a question about policies; nobody is called and nothing is spent. */
export async function answerQuestion(
  name: QuestionName,
  asking: Asking,
  desk: Desk,
): Promise<void> {
  const refuse = (error: RouterError): void =>
    sendError(asking.response, { surface: 'chat', error }, desk.office)
  const mostBytes = Math.min(desk.rules.maxBodyBytes, MOST_QUESTION_BYTES)
  const read = await readObject(asking.request, mostBytes)
  if (!read.ok) {
    if (read.error !== 'client left') refuse(read.error)
    return
  }
  const answer = answerTo(name, read.value, { ...desk, caller: asking.caller })
  if (answer.ok) sendJson(asking.response, answer.value)
  else refuse(answer.error)
}

/** There is nothing in a question but a policy, and no policy is longer than a part of this. */
const MOST_QUESTION_BYTES = 1_048_576

function answerTo(
  name: QuestionName,
  body: Body,
  desk: Desk & Pick<Asking, 'caller'>,
): Result<unknown, RouterError> {
  const { setting, office, caller } = desk
  const value = parsed(body.bytes, 0, body.bytes.length)
  if (name === 'normalize') return normalizePolicy(value, setting.vocabulary)
  const { envelope, scope } = caller.guard
  const nowMs = office.now()
  const long = longRequirements(body, 'requirements')
  if (long !== undefined) return long
  const policy = policyAsked(body, desk)
  if (!policy.ok) return policy
  return rank(value, {
    candidates: setting.grounds.chat.candidates,
    vocabulary: setting.vocabulary,
    state: office.health.state(nowMs),
    atSeconds: Math.floor(nowMs / 1000),
    ...policy.value,
    ...(envelope !== undefined && { envelope: envelope.predicate }),
    ...(scope !== undefined && { scope }),
  })
}

interface PolicyAsked {
  readonly policy?: Term
  readonly profile?: string
}

/**
 * A policy that comes as text or by name. A term is read by `rank` itself, unless the caller may
 * send none.
 */
function policyAsked(
  body: Body,
  { setting, caller }: Desk & Pick<Asking, 'caller'>,
): Result<PolicyAsked, RouterError> {
  const isTerm = memberOf(body, 'policy_ir') !== undefined && caller.guard.policies === undefined
  const model = memberValue(body, 'model')
  const isNamed = typeof model === 'string' && model.includes(':')
  const isText = memberOf(body, 'policy') !== undefined
  const mayOnlyName = caller.guard.policies !== undefined
  if (!mayOnlyName && (isTerm || !(isText || isNamed))) return ok({})
  const admitted = setting.admission.admit(body, caller.guard)
  if (!admitted.ok) return err(admitted.error)
  const { term, name } = admitted.value.policy
  return ok({ policy: term, ...(name !== undefined && { profile: name }) })
}
