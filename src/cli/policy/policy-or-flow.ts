import { err, ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { problem } from '../problem.ts'
import { compileInput } from './compile-input.ts'
import { flowOfTerm, flowOfText, isFlowText, type OneFlow } from './one-flow.ts'
import {
  argumentSource,
  isTermText,
  type OnePolicy,
  onlyPolicy,
  type PolicyWishes,
  termPolicy,
} from './one-policy.ts'

/** What is decided by: one policy, or several that feed one another. */
export type PolicyOrFlow =
  | { readonly kind: 'policy'; readonly policy: OnePolicy }
  | { readonly kind: 'flow'; readonly flow: OneFlow }

/**
 * The one policy or flow that an argument stands for: in a `.uh` text, or as a term in JSON. Of
 * several in a file one has to be chosen by name; where a file holds policies, none of its flows is
 * taken without being named.
 */
export async function policyOrFlow(
  argument: string | undefined,
  wishes: PolicyWishes,
  context: Context,
): Promise<Result<PolicyOrFlow, Failure>> {
  const source = await argumentSource(argument, context)
  if (!source.ok) return source
  const { vocabulary, params } = wishes
  if (isFlowText(source.value)) return asFlow(flowOfTerm(source.value, vocabulary), params)
  if (isTermText(source.value)) return asPolicy(termPolicy(source.value, vocabulary))
  const compiled = await compileInput(source.value, wishes, context)
  if (!compiled.ok) return compiled
  const { output, sources } = compiled.value
  const [flow, ...otherFlows] = output.flows
  if (output.policies.length > 0 || flow === undefined) {
    return asPolicy(onlyPolicy(source.value, compiled.value))
  }
  if (otherFlows.length > 0) {
    const names = output.flows.map(({ name }) => `\`${name}\``).join(', ')
    return err(problem(`there are several flows: ${names}`, 'choose one with `--policy NAME`'))
  }
  return asFlow(ok(flowOfText(flow, sources)), params)
}

function asPolicy(policy: Result<OnePolicy, Failure>): Result<PolicyOrFlow, Failure> {
  return policy.ok ? ok({ kind: 'policy', policy: policy.value }) : policy
}

function asFlow(
  flow: Result<OneFlow, Failure>,
  params: PolicyWishes['params'],
): Result<PolicyOrFlow, Failure> {
  if (!flow.ok) return flow
  if (Object.keys(params).length > 0) {
    return err(
      problem(
        `\`${flow.value.name}\` is a flow, and has no parameters`,
        'give them where it asks its policies: `ask support(plan: pro)`',
      ),
    )
  }
  return ok({ kind: 'flow', flow: flow.value })
}
