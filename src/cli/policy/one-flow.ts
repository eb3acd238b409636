import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type CompiledFlow, sourceMap } from '../../compile/index.ts'
import { policiesAsked } from '../../ir/flow.ts'
import {
  admitFlow,
  type Flow,
  fingerprint,
  fingerprintFlow,
  normalizeFlowTracked,
} from '../../ir/index.ts'
import { refusalDiagnostic } from '../commands/term-input.ts'
import { type Failure, findings } from '../failure.ts'
import { parseJson } from '../json/parse-json.ts'
import type { OnePolicy } from './one-policy.ts'

/** One flow, and what its steps are called and ask. */
export interface OneFlow {
  readonly name: string
  readonly fingerprint: string
  /** In normal form. */
  readonly flow: Flow
  /** What the nodes are called where the flow was written, by their canonical ids. */
  readonly names: ReadonlyMap<string, string>
  /** What the steps ask, by their canonical ids. */
  readonly policies: ReadonlyMap<string, OnePolicy>
}

/** A flow of a text, under the names that its steps have there. */
export function flowOfText(
  { name, fingerprint, flow_ir, policies, steps }: CompiledFlow,
  sources: readonly Source[],
): OneFlow {
  const asked = policies.map((policy): OnePolicy => {
    const { name, fingerprint, policy_ir, params } = policy
    return { name, fingerprint, term: policy_ir, params, places: sourceMap(policy), sources }
  })
  const ids = Object.entries(flow_ir[1])
  const ends = ids.flatMap(([id, { kind }]) => (kind === 'llm' ? [] : [[id, kind] as const]))
  return {
    name,
    fingerprint,
    flow: flow_ir,
    names: new Map([...ends, ...steps.map((step) => [step.id, step.name] as const)]),
    policies: new Map(
      steps.flatMap(({ id }, i) => {
        const policy = asked[i]
        return policy === undefined ? [] : [[id, policy] as const]
      }),
    ),
  }
}

/** True for a text that is meant as a flow in JSON. */
export function isFlowText({ text }: Source): boolean {
  return /^\s*\[\s*"flow"/.test(text)
}

/** The flow that a text in JSON is, under its own labels; its policies go by their fingerprints. */
export function flowOfTerm(
  source: Source,
  vocabulary: CatalogVocabulary,
): Result<OneFlow, Failure> {
  const parsed = parseJson(source)
  if (!parsed.ok) return parsed
  const admitted = admitFlow(parsed.value, vocabulary)
  if (!admitted.ok) return err(findings([refusalDiagnostic(admitted.error, source)], [source]))
  const { flow, ids } = normalizeFlowTracked(admitted.value)
  const policies = new Map<string, OnePolicy>()
  for (const [id, term] of policiesAsked(flow)) {
    const own = fingerprint(term)
    policies.set(id, {
      name: own.slice('sha256:'.length).slice(0, 12),
      fingerprint: own,
      term,
      params: {},
      places: new Map(),
      sources: [source],
    })
  }
  return ok({
    name: source.name,
    fingerprint: fingerprintFlow(flow),
    flow,
    names: new Map([...ids].map(([label, id]) => [id, label])),
    policies,
  })
}
