import { bindArguments } from '../../compile/bind-arguments.ts'
import type { Applied } from '../../compile/check/check-reference.ts'
import type { Value } from '../../compile/check/constant.ts'
import type { Param } from '../../compile/check/param.ts'
import type { TypedNode } from '../../compile/check/typed-flow.ts'
import { givenParams, paramsOf } from '../../compile/given-params.ts'
import type { AskedPolicy } from '../../lint/index.ts'
import { flowEntry } from '../../route/admission/flow-entry.ts'
import type { CallerRules } from '../../route/callers/caller-config.ts'
import type { AnalysedFile } from './read-analysed.ts'

/**
 * The policies of a file that a caller may ask for, with what is fixed for it, and those that the
 * steps of flows ask, as the flows have them.
 */
export function askedPolicies(
  { analysis: { program } }: Pick<AnalysedFile, 'analysis'>,
  { policies: allowed, params = {} }: CallerRules,
): readonly AskedPolicy[] {
  const given = givenParams(params)
  const named = program.policies.flatMap((policy): readonly AskedPolicy[] => {
    const { name } = policy.definition
    if (allowed?.includes(name) === false) return []
    const { value: args } = bindArguments(policy, paramsOf(policy, given))
    return [{ title: `policy \`${name}\``, place: policy.place, applied: { policy, args } }]
  })
  const steps = program.flows.flatMap(({ name, nodes }) =>
    allowed?.includes(flowEntry(name)) === false ? [] : nodes.map((node) => stepOf(name, node)),
  )
  return [...named, ...steps]
}

function stepOf(flow: string, { name, place, applied }: TypedNode): AskedPolicy {
  const title = `the policy of step \`${name}\` of flow \`${flow}\``
  return { title, place, applied: closed(applied) }
}

/** Where a step gives no value, the default holds, and no request can give another. */
function closed({ policy, args }: Applied): Applied {
  const usual = [...policy.params.values()].flatMap(
    (param): readonly (readonly [Param, Value])[] =>
      param.default === undefined ? [] : [[param, param.default]],
  )
  return { policy, args: new Map([...usual, ...args]) }
}
