import { nearestName } from '../../base/nearest-name.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CompiledFlow } from '../../compile/index.ts'
import { listed } from '../../compile/listed.ts'
import { quote } from '../../ir/describe-value.ts'
import { policiesAsked } from '../../ir/flow.ts'
import { fingerprint } from '../../ir/index.ts'
import type { RouterError } from '../router-error.ts'
import { flowEntry } from './flow-entry.ts'
import { forbiddenStep } from './forbidden-step.ts'
import type { Guard } from './guard.ts'
import type { OwnFlow } from './own-flow.ts'
import { type OwnPolicy, ownPolicy } from './own-policy.ts'
import { refused } from './refused.ts'
import { ROUTER_TRANSFORMS } from './transform-whitelist.ts'

/** A flow that the router was started with. */
export interface NamedFlow {
  readonly flow: Pick<CompiledFlow, 'name' | 'fingerprint' | 'flow_ir' | 'policies' | 'steps'>
  /** The texts it was compiled from, for the trace; the one that holds it first. */
  readonly sources: readonly Source[]
}

/** The flow of that name, of those that the caller may use. */
export function namedFlow(
  name: string,
  flows: ReadonlyMap<string, NamedFlow>,
  { policies: allowed }: Guard,
): Result<OwnFlow, RouterError> {
  const mayUse = (each: string): boolean => allowed?.has(flowEntry(each)) !== false
  const found = mayUse(name) ? flows.get(name) : undefined
  if (found === undefined) {
    return refused(
      'unknown_policy',
      unknownMessage(name, [...flows.keys()].filter(mayUse)),
      'model',
    )
  }
  const own = compiledFlow(found, 'name')
  const forbidden = forbiddenStep(own, ROUTER_TRANSFORMS)
  if (forbidden === undefined) return ok({ ...own, name })
  const message = `flow ${quote(name)}, of this router: ${forbidden}`
  return refused('forbidden_transform', message, 'model')
}

/** A flow that was compiled from text; its nodes have the policies that its steps ask. */
export function compiledFlow(
  { flow: compiled, sources }: NamedFlow,
  way: 'name' | 'text',
): OwnFlow {
  const { name, fingerprint: identity, flow_ir: flow } = compiled
  const steps = new Map(compiled.steps.map((step) => [step.id, step.name]))
  const known = new Map(compiled.steps.map(({ id }, i) => [id, compiled.policies[i]]))
  const policies = new Map(
    policiesAsked(flow).map(([id, term]): [string, OwnPolicy] => {
      const policy = known.get(id)
      const own =
        policy === undefined
          ? { way, fingerprint: fingerprint(term), term, params: {} }
          : ownPolicy(policy, { way, sources })
      return [id, own]
    }),
  )
  return { way, name, fingerprint: identity, flow, steps, warnings: [], policies }
}

function unknownMessage(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names)
  const what = name === '' ? '`model` names no flow' : `no flow is called ${quote(name)}`
  if (nearest !== undefined) return `${what}: did you mean \`flow:${nearest}\`?`
  if (names.length === 0) {
    return `${what}, and the router was started with none for you: send one in \`flow_ir\``
  }
  return `${what}: it may be ${listed(names)}, or send one in \`flow_ir\``
}
