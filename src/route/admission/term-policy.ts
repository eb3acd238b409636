import { ok, type Result } from '../../base/result.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { admit, CALLER_LIMITS, fingerprint, normalize } from '../../ir/index.ts'
import type { RouterError } from '../router-error.ts'
import { forbiddenTransform } from './forbidden-transform.ts'
import type { OwnPolicy } from './own-policy.ts'
import { refused } from './refused.ts'
import { paramOf, toldPlace } from './term-place.ts'
import type { TransformWhitelist } from './transform-whitelist.ts'

export interface TermGround {
  readonly vocabulary: CatalogVocabulary
  readonly transforms: TransformWhitelist
}

/** The policy that came as a term in `policy_ir`. */
export function termPolicy(
  value: unknown,
  name: string | undefined,
  { vocabulary, transforms }: TermGround,
): Result<OwnPolicy, RouterError> {
  const admitted = admit(value, vocabulary, CALLER_LIMITS)
  if (!admitted.ok) {
    const { path, message, code } = admitted.error
    const param = paramOf(path)
    return refused('invalid_policy', `${toldPlace(param)}: ${message} (${code})`, param)
  }
  const { sort, term: sent } = admitted.value
  if (sort !== 'Policy') {
    const message = '`policy_ir` is a term, but not a policy: a policy begins with `"policy"`'
    return refused('invalid_policy', message, 'policy_ir')
  }
  const forbidden = forbiddenTransform(sent, transforms)
  if (forbidden !== undefined) {
    const param = paramOf(forbidden.path)
    return refused('forbidden_transform', `${toldPlace(param)}: ${forbidden.message}`, param)
  }
  const term = normalize(sent)
  return ok({
    way: 'term',
    ...(name !== undefined && { name }),
    fingerprint: fingerprint(term),
    term,
    params: {},
  })
}
