import { hasErrors } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { policiesAsked } from '../../ir/flow.ts'
import type { Term } from '../../ir/index.ts'
import { flowEntry } from '../../route/admission/flow-entry.ts'
import type { NamedFlow } from '../../route/admission/named-flow.ts'
import type { NamedPolicy } from '../../route/admission/named-policy.ts'
import type { Context } from '../context.ts'
import { type Failure, findings } from '../failure.ts'
import { isName } from '../policy/configured-name.ts'
import type { Parameters } from '../policy/parameters.ts'
import { policyOrFlow } from '../policy/policy-or-flow.ts'
import { type Named, namedPolicies } from '../router/named-policies.ts'
import { type DecidingRules, decidedBy, namedFlowOf } from './decided-by.ts'

/** The policy or flow that answers whatever a client asks for. */
export interface GivenPolicy {
  readonly name: string
  /** What decides; of a flow, what each of its steps is decided by. */
  readonly terms: readonly Term[]
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

/** What an argument stands for: a configured policy or flow of that name comes first. */
export async function givenPolicy(
  { argument, policy, params, vocabulary, configured }: PolicyWishes,
  context: Context,
): Promise<Result<GivenPolicy, Failure>> {
  if (isName(argument)) {
    const named = await namedPolicies(configured, vocabulary, context)
    if (!named.ok) return named
    const found = named.value.policies.get(argument)
    if (found !== undefined) return byName(found, named.value, params)
    const flow = named.value.flows.get(argument)
    if (flow !== undefined) return ok(byFlow(flow, named.value))
  }
  const one = await policyOrFlow(argument, { policy, params, vocabulary }, context)
  if (!one.ok) return one
  if (one.value.kind === 'flow') {
    const flow = namedFlowOf(one.value.flow, vocabulary, context)
    const flows = new Map([[flow.flow.name, flow]])
    return ok(byFlow(flow, { policies: new Map(), flows }))
  }
  const rules = decidedBy({ policy: one.value.policy, params, vocabulary }, context)
  return ok({ name: rules.defaultPolicy.name, terms: [one.value.policy.term], rules })
}

function byName(
  { name, policies, sources }: NamedPolicy,
  all: Named,
  params: Parameters,
): Result<GivenPolicy, Failure> {
  const { value, diagnostics } = policies.compile(name, params)
  if (value === undefined || hasErrors(diagnostics)) return err(findings(diagnostics, sources))
  const defaultPolicy = { name, params, covers: 'every model' } as const
  return ok({ name, terms: [value.policy_ir], rules: { ...all, defaultPolicy } })
}

function byFlow({ flow }: NamedFlow, all: Named): GivenPolicy {
  const name = flowEntry(flow.name)
  const terms = policiesAsked(flow.flow_ir).map(([, policy]) => policy)
  return { name, terms, rules: { ...all, defaultPolicy: { name, covers: 'every model' } } }
}
