import { createHash } from 'node:crypto'
import type { SupportParams } from './policies.ts'

/** A plan that the policy knows: a mistyped one is an error in the editor. */
export type Plan = SupportParams['plan']

export interface Tenant {
  readonly name: string
  readonly plan: Plan
}

/** By the SHA-256 of their keys, so that no key is in the repository. */
const TENANTS: Readonly<Record<string, Tenant>> = {
  // key-of-initech
  '3d5a0f19f85839f61d689fc8d558407d215bc1c62347693a64bd53070cfcd246': {
    name: 'initech',
    plan: 'free',
  },
  // key-of-hooli
  f45a1899452581cd1b090dd94fd0c65ef7153b33bc15c949191c519192e4ad3b: { name: 'hooli', plan: 'pro' },
  // key-of-umbrella
  '7bc381aa4003ed9b4fab09980f8b5eaff1059f58eed25a0842fa8fe580f5a15e': {
    name: 'umbrella',
    plan: 'enterprise',
  },
}

/** Whose key it is, of a header such as `Bearer key-of-hooli`. */
export function tenantOf(authorization = ''): Tenant | undefined {
  const key = authorization.replace(/^Bearer /, '')
  return TENANTS[createHash('sha256').update(key).digest('hex')]
}
