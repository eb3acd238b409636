import * as policies from './policies.ts'
import type { Plan, Tenant } from './tenants.ts'

/** The plans, each worth more than those before it. */
const PLANS: readonly string[] = ['free', 'pro', 'enterprise'] satisfies readonly Plan[]

interface Refused {
  /** Of HTTP. */
  readonly status: number
  readonly error: string
}

/** What answers a tenant: by their own plan, or by one below it that came with the question. */
export function policyFor(
  { plan }: Tenant,
  asked: string = plan,
): { readonly policy: policies.Policy } | Refused {
  try {
    // What comes from outside has no such type. That there is a plan like it, the module sees to.
    const policy = policies.support({ plan: asked as Plan })
    const isTheirs = PLANS.indexOf(asked) <= PLANS.indexOf(plan)
    return isTheirs ? { policy } : { status: 403, error: `\`${asked}\` is above your plan` }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error
    return { status: 400, error: error.message }
  }
}
