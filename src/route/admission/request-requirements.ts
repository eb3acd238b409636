import { nearestName } from '../../base/nearest-name.ts'
import { ok, type Result } from '../../base/result.ts'
import { isJsonRecord } from '../../catalog/json-data.ts'
import type { Requirements } from '../../decide/index.ts'
import { describeValue, quote } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'
import { type Refused, refused } from './refused.ts'

/** The member in which a request declares what its content does not imply. */
export const REQUIREMENTS_MEMBER = 'policy_requirements'

/**
 * What a request declares that it needs, `{ "needs": ["seed"], "min_context": 64000 }`, in the
 * names of the wire format. Closed: a member that nobody would read is refused.
 *
 * @param tiers those that the catalog knows.
 */
export function requestRequirements(
  value: unknown,
  tiers: readonly string[],
): Result<Requirements, RouterError> {
  if (value === undefined || value === null) return ok({})
  if (!isJsonRecord(value)) return misfit(REQUIREMENTS_MEMBER, 'an object', value)
  for (const [name, given] of Object.entries(value)) {
    const kind = MEMBERS.get(name)
    const param = `${REQUIREMENTS_MEMBER}.${name}`
    if (kind === undefined) return unknown(name)
    if (kind.fits(given, tiers)) continue
    const culprit = Array.isArray(given) ? given.find((each) => !NEEDS.includes(each)) : undefined
    return misfit(param, kind.wanted(tiers), culprit ?? given)
  }
  // Every member has been held against the table.
  return ok({ ...value } as Requirements)
}

interface Kind {
  readonly fits: (value: unknown, tiers: readonly string[]) => boolean
  readonly wanted: (tiers: readonly string[]) => string
}

const NEEDS = ['tools', 'vision', 'json_mode', 'seed']

const PRIVACY = ['tee_required', 'no_log']

const AMOUNT: Kind = {
  fits: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  wanted: () => 'a number of 0 or more',
}

const MEMBERS: ReadonlyMap<string, Kind> = new Map<keyof Requirements, Kind>([
  [
    'needs',
    {
      fits: (value) => Array.isArray(value) && value.every((each) => NEEDS.includes(each)),
      wanted: () => `a list of some of ${oneOf(NEEDS)}`,
    },
  ],
  ['min_context', AMOUNT],
  [
    'model_family',
    {
      fits: (value) => typeof value === 'string' && value !== '' && value.length <= 256,
      wanted: () => 'the name of a model family',
    },
  ],
  [
    'tier',
    {
      fits: (value, tiers) => typeof value === 'string' && tiers.includes(value),
      wanted: (tiers) => `one of ${oneOf(tiers)}`,
    },
  ],
  [
    'privacy',
    {
      fits: (value) => typeof value === 'string' && PRIVACY.includes(value),
      wanted: () => `one of ${oneOf(PRIVACY)}`,
    },
  ],
  ['min_quality', AMOUNT],
  ['min_tok_s', AMOUNT],
])

function oneOf(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

function misfit(param: string, wanted: string, found: unknown): Refused {
  const message = `\`${param}\` is ${wanted}, but ${describeValue(found)} was found`
  return refused('invalid_policy_params', message, param)
}

function unknown(name: string): Refused {
  const nearest = nearestName(name, MEMBERS.keys())
  const help =
    nearest === undefined
      ? `it may be ${oneOf([...MEMBERS.keys()])}`
      : `did you mean \`${nearest}\`?`
  const message = `\`${REQUIREMENTS_MEMBER}\` has no member ${quote(name)}: ${help}`
  return refused('invalid_policy_params', message, REQUIREMENTS_MEMBER)
}
