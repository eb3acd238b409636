import type { Body } from '../splice/body.ts'
import type { Edit } from '../splice/splice.ts'
import { SIGN } from './own-sign.ts'

/** Whether a member of a body is said to the router alone, and goes to no provider. */
export function isOwnMember(name: string): boolean {
  return name.startsWith('policy') || name === 'flow_ir' || name === SIGN
}

/** Takes all of them out that a body has. */
export function withoutOwnMembers({ members }: Body): readonly Edit[] {
  return members.flatMap(({ name }) => (isOwnMember(name) ? [{ kind: 'remove', name }] : []))
}
