import type { Constant, Value } from '../check/constant.ts'
import type { Param } from '../check/param.ts'
import type { TypedPolicy } from '../check/typed-policy.ts'
import { type Bindings, foldConstant } from '../fold-constant.ts'

/** What `extends` fixes of the parameters of ancestors, from child to parent. */
export interface BoundByParents {
  readonly constants: ReadonlyMap<Param, Constant>
  readonly folded: readonly (readonly [Param, (bindings: Bindings) => Value | undefined])[]
}

export function boundByParents(policy: TypedPolicy): BoundByParents {
  const constants = new Map<Param, Constant>()
  for (let each: TypedPolicy | undefined = policy; each !== undefined; each = each.parent?.policy) {
    for (const [param, constant] of each.parent?.args ?? []) constants.set(param, constant)
  }
  const folded = [...constants].map(
    ([param, constant]) =>
      [param, (bindings: Bindings) => foldConstant(constant, bindings)] as const,
  )
  return { constants, folded }
}

/** The parameters that anything in a checked tree depends on, by way of `extends` too. */
export function paramsIn(root: unknown, { constants }: BoundByParents): ReadonlySet<Param> {
  const found = new Set<Param>()
  // Definitions are shared, so a part may be met again and again.
  const seen = new Set<unknown>()
  const pending: unknown[] = [root]
  while (pending.length > 0) {
    const node = pending.pop()
    if (typeof node !== 'object' || node === null || seen.has(node)) continue
    seen.add(node)
    if ('param' in node && isParam(node.param)) {
      found.add(node.param)
      pending.push(constants.get(node.param))
    }
    const children = node instanceof Map ? node.values() : Object.values(node)
    for (const child of children) if (!isParam(child)) pending.push(child)
  }
  return found
}

function isParam(value: unknown): value is Param {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value
}
