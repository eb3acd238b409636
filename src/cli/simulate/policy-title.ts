import type { OnePolicy } from '../policy/one-policy.ts'

/** `support(plan: pro, max_out: 10)` */
export function policyTitle({ name, params }: Pick<OnePolicy, 'name' | 'params'>): string {
  const values = Object.entries(params).map(([key, value]) => `${key}: ${value}`)
  return values.length === 0 ? name : `${name}(${values.join(', ')})`
}
