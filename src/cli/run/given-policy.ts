import { hasErrors } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import type { Term } from '../../ir/index.ts'
import type { NamedPolicy } from '../../route/admission/named-policy.ts'
import type { Context } from '../context.ts'
import { type Failure, findings } from '../failure.ts'
import { onePolicy } from '../policy/one-policy.ts'
import type { Parameters } from '../policy/parameters.ts'
import { namedPolicies } from '../router/named-policies.ts'
import { type DecidingRules, decidedBy } from './decided-by.ts'

/** The policy that decides whatever a client asks for. */
export interface GivenPolicy {
  readonly name: string
  readonly term: Term
  readonly rules: DecidingRules
}

export interface PolicyWishes {
  /** A file, a text, a term, or the name of a configured policy. */
  readonly argument: string
  /** Which of several in a file. */
  readonly policy: string | undefined
  readonly params: Parameters
  readonly vocabulary: CatalogVocabulary
  /** The configured files and directories of policies. */
  readonly configured: readonly string[]
}

/** The policy that an argument stands for: a configured one of that name comes first. */
export async function givenPolicy(
  { argument, policy, params, vocabulary, configured }: PolicyWishes,
  context: Context,
): Promise<Result<GivenPolicy, Failure>> {
  if (/^[\w-]+$/.test(argument)) {
    const named = await namedPolicies(configured, vocabulary, context)
    if (!named.ok) return named
    const found = named.value.get(argument)
    if (found !== undefined) return byName(found, named.value, params)
  }
  const one = await onePolicy(argument, { policy, params, vocabulary }, context)
  if (!one.ok) return one
  const rules = decidedBy({ policy: one.value, params, vocabulary }, context)
  return ok({ name: rules.defaultPolicy.name, term: one.value.term, rules })
}

function byName(
  { name, policies, sources }: NamedPolicy,
  all: ReadonlyMap<string, NamedPolicy>,
  params: Parameters,
): Result<GivenPolicy, Failure> {
  const { value, diagnostics } = policies.compile(name, params)
  if (value === undefined || hasErrors(diagnostics)) return err(findings(diagnostics, sources))
  const defaultPolicy = { name, params, covers: 'every model' } as const
  return ok({ name, term: value.policy_ir, rules: { policies: all, defaultPolicy } })
}
