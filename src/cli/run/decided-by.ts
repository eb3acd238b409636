import type { CatalogVocabulary } from '../../catalog/index.ts'
import { analyse, type PolicySet, policySet } from '../../compile/index.ts'
import type { AdmissionSetup, DefaultPolicy } from '../../route/admission/admission-setup.ts'
import type { Context } from '../context.ts'
import { usedFiles } from '../io/used-files.ts'
import { isTermText, type OnePolicy } from '../policy/one-policy.ts'
import type { Parameters } from '../policy/parameters.ts'

/** Which policy a router decides by. */
export interface DecidingRules {
  readonly policies: AdmissionSetup['named']
  readonly defaultPolicy: DefaultPolicy
}

export interface Deciding {
  readonly policy: OnePolicy
  /** As they were given. */
  readonly params: Parameters
  readonly vocabulary: CatalogVocabulary
}

/** The rules by which one policy decides, whatever model a client asks for. */
export function decidedBy(
  { policy, params, vocabulary }: Deciding,
  context: Pick<Context, 'cwd'>,
): DecidingRules {
  const { sources } = policy
  const name = NAME.test(policy.name) ? policy.name : 'policy'
  const [source] = sources
  const analysed =
    source === undefined || isTermText(source)
      ? undefined
      : analyse(source, { vocabulary, load: usedFiles(context).load }).value
  const policies = analysed === undefined ? setOf(name, policy) : policySet(analysed)
  return {
    policies: new Map([[name, { policies, name, sources }]]),
    defaultPolicy: { name, params: analysed === undefined ? {} : params, covers: 'every model' },
  }
}

/** A name that headers and receipts can hold. */
const NAME = /^[\w.:@/-]{1,64}$/

/** The set of a policy that came as a term. */
function setOf(name: string, { fingerprint, term, sources }: OnePolicy): PolicySet {
  const value = {
    name,
    fingerprint,
    policy_ir: term,
    params: {},
    source: sources[0]?.name ?? name,
    lowered: { term, places: new Map(), guards: new Map() },
  }
  return { names: [name], flows: () => [], compile: () => ({ value, diagnostics: [] }) }
}
