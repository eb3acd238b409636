import { ok, type Result } from '../../base/result.ts'
import type { RouterError, RouterErrorCode } from '../router-error.ts'
import { type Body, type Member, memberOf, memberValue } from '../splice/body.ts'
import { type Refused, refused } from './refused.ts'

/** The members of a body that say what decides, each undefined where it is absent or null. */
export interface PolicyMembers {
  readonly model: unknown
  readonly policy_ir: unknown
  readonly policy: unknown
  readonly policy_params: unknown
  readonly flow_ir: unknown
}

type MemberName = keyof PolicyMembers

interface Row {
  /** The most bytes the value may have as it is written. */
  readonly most: number
  /** Of the refusal of a longer one. */
  readonly code: RouterErrorCode
}

/** Bounds the work for one request; each is far beyond what people write. */
// biome-ignore format: table
const MEMBERS: Readonly<Record<MemberName, Row>> = {
  model:         { most: 1_024,   code: 'unknown_model' },
  policy_ir:     { most: 262_144, code: 'invalid_policy' },
  policy:        { most: 16_384,  code: 'invalid_policy_text' },
  policy_params: { most: 16_384,  code: 'invalid_policy_params' },
  flow_ir:       { most: 262_144, code: 'invalid_policy' },
}

// The keys of the table are the names of members.
const NAMES = Object.keys(MEMBERS) as readonly MemberName[]

/** The exact bytes of the members, as one text: equal texts are the same question. */
export function keyOfMembers(body: Body): Result<string, RouterError> {
  let key = ''
  for (const name of NAMES) {
    const member = memberOf(body, name)
    if (member === undefined) {
      key += '-'
      continue
    }
    const long = excess(name, member)
    if (long !== undefined) return long
    const written = UTF_8.decode(body.bytes.subarray(member.valueStart, member.valueEnd))
    key += `${written.length}:${written}`
  }
  return ok(key)
}

/** Their values. Only after {@link keyOfMembers} has found that none is too long. */
export function membersOf(body: Body): PolicyMembers {
  const [model, policy_ir, policy, policy_params, flow_ir] = (
    ['model', 'policy_ir', 'policy', 'policy_params', 'flow_ir'] as const
  ).map((name) => memberValue(body, name) ?? undefined)
  return { model, policy_ir, policy, policy_params, flow_ir }
}

function excess(name: MemberName, { valueStart, valueEnd }: Member): Refused | undefined {
  const { most, code } = MEMBERS[name]
  const found = valueEnd - valueStart
  if (found <= most) return undefined
  const message = `\`${name}\` has ${found} bytes, and at most ${most} are read: shorten it`
  return refused(code, message, name)
}

const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true })
