import { ok, type Result } from '../../base/result.ts'
import type { RequestView } from '../../decide/index.ts'
import { describeValue } from '../../ir/describe-value.ts'
import { encode, encodeFlow } from '../../ir/index.ts'
import type { RouterError } from '../router-error.ts'
import { type Body, memberOf, memberValue } from '../splice/body.ts'
import { type BodyFacts, bodyFacts } from '../splice/body-facts.ts'
import { type AdmissionSetup, KEPT } from './admission-setup.ts'
import { type AdmittedFlow, admittedFlow } from './admitted-flow.ts'
import { type AdmittedPolicy, admittedPolicy } from './admitted-policy.ts'
import { defaultFlow } from './default-flow.ts'
import { findFlow } from './find-flow.ts'
import { findPolicy, type Ground } from './find-policy.ts'
import type { Guard } from './guard.ts'
import { longRequirements } from './long-requirements.ts'
import { modelName } from './model-name.ts'
import { keyOfMembers, membersOf, type PolicyMembers } from './policy-members.ts'
import { Recent } from './recent.ts'
import { refused } from './refused.ts'
import { REQUIREMENTS_MEMBER, requestRequirements } from './request-requirements.ts'
import { requestView } from './request-view.ts'
import { openShortForms } from './short-forms.ts'

/** From the body of a request to what decides it. */
export interface Admission {
  /** @returns the first reason why not, for the client; nothing was sent anywhere by then. */
  readonly admit: (body: Body, guard: Guard) => Result<Admitted, RouterError>
  /** How many answers are kept. */
  readonly size: () => number
}

/** What is to be done for a request: one call, or a flow of them. */
export type Admitted = AdmittedRequest | AdmittedFlowRequest

/** Everything that a decision reads of a request. */
export interface AdmittedRequest extends RequestPart {
  readonly kind: 'call'
  readonly policy: AdmittedPolicy
}

/** A request for a flow, each node of which is decided when its turn comes. */
export interface AdmittedFlowRequest {
  readonly kind: 'flow'
  readonly flow: AdmittedFlow
  readonly facts: BodyFacts
  /** What is read of the body that a node is called with. */
  readonly part: (body: Body) => RequestPart
}

/** What a decision reads of a body beside its policy. */
export interface RequestPart {
  readonly facts: BodyFacts
  readonly request: RequestView
  /** The one that the request gives; see `draws` of the policy where there is none. */
  readonly seed?: number
}

/**
 * Admits request after request. What the members of a body ask for is found once: the same bytes
 * of the same caller again answer the same object, as long as it was not pushed out by others.
 */
export function openAdmission(setup: AdmissionSetup): Admission {
  const { vocabulary } = setup
  const ground: Ground = { ...setup, shortForms: openShortForms(vocabulary) }
  const kept = new Recent<Result<Decider, RouterError>>(setup.kept ?? KEPT)
  const guards = new Guards()
  return {
    size: () => kept.size,
    admit(body, guard) {
      const decider = deciderOf(body, guard)
      if (!decider.ok) return decider
      const declared = declaredIn(body)
      if (!declared.ok) return declared
      const seed = seedOf(body)
      const part = (of: Body): RequestPart => {
        const facts = bodyFacts(of)
        const request = requestView({ facts, declared: declared.value, scope: guard.scope })
        return { facts, request, ...(seed !== undefined && { seed }) }
      }
      return ok(
        decider.value.kind === 'flow'
          ? { ...decider.value, facts: bodyFacts(body), part }
          : { ...decider.value, ...part(body) },
      )
    },
  }

  function deciderOf(body: Body, guard: Guard): Result<Decider, RouterError> {
    const members = keyOfMembers(body)
    if (!members.ok) return members
    const key = `${guards.numberOf(guard)} ${members.value}`
    const before = kept.get(key)
    if (before !== undefined) return before
    const made = found(membersOf(body), guard)
    kept.add(key, made, made.ok ? weightOf(made.value) : made.error.message.length)
    return made
  }

  function found(members: PolicyMembers, guard: Guard): Result<Decider, RouterError> {
    const model = modelName(members.model)
    if (model === undefined) {
      const value = describeValue(members.model)
      return refused('unknown_model', `\`model\` is a text, but ${value} was found`, 'model')
    }
    const usual = guard.defaultPolicy ?? setup.defaultPolicy
    const asked = defaultFlow(members, model, usual) ?? model
    const flow = findFlow(members, asked, { ground, guard })
    if (flow !== undefined) {
      return flow.ok ? ok({ kind: 'flow', flow: admittedFlow(flow.value, guard.envelope) }) : flow
    }
    // A flow was found where the model is one.
    const name = asked.kind === 'flow' ? NO_MODEL : asked
    const own = findPolicy(members, name, { ground, guard })
    return own.ok ? ok({ kind: 'call', policy: admittedPolicy(own.value, guard.envelope) }) : own
  }

  function declaredIn(body: Body) {
    const long = longRequirements(body, REQUIREMENTS_MEMBER)
    if (long !== undefined) return long
    return requestRequirements(memberValue(body, REQUIREMENTS_MEMBER), vocabulary.tiers)
  }
}

/** What decides a request, as far as the members say it that are the router's own. */
type Decider = Pick<AdmittedRequest, 'kind' | 'policy'> | Pick<AdmittedFlowRequest, 'kind' | 'flow'>

const NO_MODEL = { kind: 'none' } as const

function weightOf(decider: Decider): number {
  return decider.kind === 'call'
    ? encode(decider.policy.term).length
    : encodeFlow(decider.flow.flow).length
}

/** Of the body; what is no number is left to the provider to refuse. */
function seedOf(body: Body): number | undefined {
  const member = memberOf(body, 'seed')
  if (member === undefined || member.valueEnd - member.valueStart > LONGEST_NUMBER) return undefined
  const value = memberValue(body, 'seed')
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

const LONGEST_NUMBER = 64

/** Tells guards apart by their identity. A class, since it owns the numbers. */
class Guards {
  private readonly numbers = new WeakMap<Guard, number>()
  private last = 0

  numberOf(guard: Guard): number {
    const known = this.numbers.get(guard)
    if (known !== undefined) return known
    this.last += 1
    this.numbers.set(guard, this.last)
    return this.last
  }
}
