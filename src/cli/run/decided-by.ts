import type { CatalogVocabulary } from '../../catalog/index.ts'
import { analyse, type PolicySet, policySet } from '../../compile/index.ts'
import type { AdmissionSetup, DefaultPolicy } from '../../route/admission/admission-setup.ts'
import type { NamedFlow } from '../../route/admission/named-flow.ts'
import type { Context } from '../context.ts'
import { usedFiles } from '../io/used-files.ts'
import type { OneFlow } from '../policy/one-flow.ts'
import { isTermText, type OnePolicy } from '../policy/one-policy.ts'
import type { Parameters } from '../policy/parameters.ts'

/** Which policy or flow a router answers by. */
export interface DecidingRules {
  readonly policies: AdmissionSetup['named']
  readonly flows: AdmissionSetup['flows']
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
    flows: new Map(),
    defaultPolicy: { name, params: analysed === undefined ? {} : params, covers: 'every model' },
  }
}

/** A flow as a router is started with it: where it was written in a text, with its places there. */
export function namedFlowOf(
  { name: written, fingerprint, flow, policies }: OneFlow,
  vocabulary: CatalogVocabulary,
  context: Pick<Context, 'cwd'>,
): NamedFlow {
  const name = NAME.test(written) ? written : 'flow'
  const [first] = policies.values()
  const sources = first?.sources ?? []
  const [source] = sources
  const analysed =
    source === undefined || isTermText(source)
      ? undefined
      : analyse(source, { vocabulary, load: usedFiles(context).load }).value
  const flows = analysed === undefined ? [] : policySet(analysed).flows()
  const compiled = flows.find((each) => each.fingerprint === fingerprint)
  return {
    flow: compiled ?? { name, fingerprint, flow_ir: flow, policies: [], steps: [] },
    sources,
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
  return {
    names: [name],
    parameters: () => [],
    read: () => ({ value: new Map(), diagnostics: [] }),
    flows: () => [],
    compile: () => ({ value, diagnostics: [] }),
  }
}
