import { err, ok, type Result } from '../../base/result.ts'
import type { Term } from '../../ir/term.ts'
import { longRequirements } from '../admission/long-requirements.ts'
import { normalizePolicy } from '../endpoints/normalize-policy.ts'
import { rank } from '../endpoints/rank.ts'
import type { RouterError } from '../router-error.ts'
import { type Body, memberOf, memberValue } from '../splice/body.ts'
import { parsed } from '../splice/parsed.ts'
import type { Asking } from './asking.ts'
import type { Desk } from './completions.ts'
import type { QuestionName } from './endpoints.ts'
import { readObject } from './read-object.ts'
import { sendJson } from './send-answer.ts'
import { sendError } from './send-error.ts'

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
  if (admitted.value.kind === 'flow') return err(RANKS_NO_FLOW)
  const { term, name } = admitted.value.policy
  return ok({ policy: term, ...(name !== undefined && { profile: name }) })
}

const RANKS_NO_FLOW: RouterError = {
  code: 'invalid_flow',
  message: 'A flow ranks nothing by itself: ask about the policy of one of its steps.',
  param: 'model',
}
