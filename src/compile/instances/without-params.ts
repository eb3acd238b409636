import type { Condition } from '../check/condition.ts'
import type { Param } from '../check/param.ts'
import type { TypedPolicy } from '../check/typed-policy.ts'
import { type BoundByParents, boundByParents, paramsIn } from './open-params.ts'

/**
 * The policy without the clauses that depend on some of its parameters. Whatever passes the policy,
 * for whichever values of theirs, passes this one.
 */
export function withoutParams(policy: TypedPolicy, params: ReadonlySet<Param>): TypedPolicy {
  return relaxed(policy, { params, bound: boundByParents(policy) })
}

interface Left {
  readonly params: ReadonlySet<Param>
  readonly bound: BoundByParents
}

function relaxed(policy: TypedPolicy, left: Left): TypedPolicy {
  const { body, parent } = policy
  const where = body.where.flatMap(conjunctsOf).filter((each) => {
    const read = paramsIn(each, left.bound)
    return ![...left.params].some((param) => read.has(param))
  })
  return {
    ...policy,
    body: { ...body, where },
    parent: parent && { ...parent, policy: relaxed(parent.policy, left) },
  }
}

function conjunctsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? condition.operands.flatMap(conjunctsOf) : [condition]
}
