import { type Body, memberOf } from '../splice/body.ts'
import { type Refused, refused } from './refused.ts'

/**
 * That the requirements of a request are too long; undefined where they are not.
 *
 * @param name of the member that holds them.
 */
export function longRequirements(body: Body, name: string): Refused | undefined {
  const member = memberOf(body, name)
  if (member === undefined || member.valueEnd - member.valueStart <= LONGEST) return undefined
  const message = `\`${name}\` has more than ${LONGEST} bytes: shorten it`
  return refused('invalid_policy_params', message, name)
}

/** Bytes, as they are written. What is wanted is told again of every candidate. */
const LONGEST = 4_096
