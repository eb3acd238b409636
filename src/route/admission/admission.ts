import { ok, type Result } from '../../base/result.ts'
import type { RequestView } from '../../decide/index.ts'
import { encode } from '../../ir/index.ts'
import type { RouterError } from '../router-error.ts'
import { type Body, memberOf, memberValue } from '../splice/body.ts'
import { type BodyFacts, bodyFacts } from '../splice/body-facts.ts'
import { type AdmissionSetup, KEPT } from './admission-setup.ts'
import { type AdmittedPolicy, admittedPolicy } from './admitted-policy.ts'
import { findPolicy, type Ground } from './find-policy.ts'
import type { Guard } from './guard.ts'
import { longRequirements } from './long-requirements.ts'
import { keyOfMembers, membersOf } from './policy-members.ts'
import { Recent } from './recent.ts'
import { REQUIREMENTS_MEMBER, requestRequirements } from './request-requirements.ts'
import { requestView } from './request-view.ts'
import { openShortForms } from './short-forms.ts'

/** From the body of a request to what decides it. */
export interface Admission {
  /** @returns the first reason why not, for the client; nothing was sent anywhere by then. */
  readonly admit: (body: Body, guard: Guard) => Result<AdmittedRequest, RouterError>
  /** How many answers are kept. */
  readonly size: () => number
}

/** Everything that a decision reads of a request. */
export interface AdmittedRequest {
  readonly policy: AdmittedPolicy
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
  const kept = new Recent<Result<AdmittedPolicy, RouterError>>(setup.kept ?? KEPT)
  const guards = new Guards()
  return {
    size: () => kept.size,
    admit(body, guard) {
      const policy = policyOf(body, guard)
      if (!policy.ok) return policy
      const declared = declaredIn(body)
      if (!declared.ok) return declared
      const facts = bodyFacts(body)
      const request = requestView({ facts, declared: declared.value, scope: guard.scope })
      const seed = seedOf(body)
      return ok({ policy: policy.value, facts, request, ...(seed !== undefined && { seed }) })
    },
  }

  function policyOf(body: Body, guard: Guard): Result<AdmittedPolicy, RouterError> {
    const members = keyOfMembers(body)
    if (!members.ok) return members
    const key = `${guards.numberOf(guard)} ${members.value}`
    const before = kept.get(key)
    if (before !== undefined) return before
    const own = findPolicy(membersOf(body), ground, guard)
    const made = own.ok ? ok(admittedPolicy(own.value, guard.envelope)) : own
    kept.add(key, made, made.ok ? encode(made.value.term).length : made.error.message.length)
    return made
  }

  function declaredIn(body: Body) {
    const long = longRequirements(body, REQUIREMENTS_MEMBER)
    if (long !== undefined) return long
    return requestRequirements(memberValue(body, REQUIREMENTS_MEMBER), vocabulary.tiers)
  }
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
