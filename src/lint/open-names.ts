import type { TypedPolicy } from '../compile/check/typed-policy.ts'
import type { Expr } from '../syntax/ast.ts'
import { isNode } from './named.ts'
import { isListed } from './variants.ts'

/**
 * Whether an expression of a policy rests on a parameter that was not tried out in full. A policy
 * is looked at for every choice and flag, but of a number only for the ends of its range: what
 * holds at both may fail in between.
 */
export function openNames(
  policy: TypedPolicy,
  { in: text, isComplete }: { readonly in: TypedPolicy; readonly isComplete: boolean },
): (expr: Expr) => boolean {
  const tried = new Set(policy.params.values())
  const open = new Set<string>()
  for (const [name, param] of text.visible) {
    if (param === undefined) continue
    const isSettled = tried.has(param)
      ? isComplete && isListed(param.type)
      : fixedBy(policy, param)?.kind === 'value'
    if (!isSettled) open.add(name)
  }
  return (expr) => open.size > 0 && mentions(expr, open)
}

/** What an `extends` on the way gives for a parameter. */
function fixedBy(
  policy: TypedPolicy,
  param: NonNullable<ReturnType<TypedPolicy['visible']['get']>>,
) {
  for (let each: TypedPolicy | undefined = policy; each !== undefined; each = each.parent?.policy) {
    const constant = each.parent?.args.get(param)
    if (constant !== undefined) return constant
  }
  return undefined
}

/** Whether one of the names stands in a tree, whatever it means there. */
function mentions(node: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(node)) return node.some((each) => mentions(each, names))
  if (!isNode(node)) return false
  if (node.kind === 'name' && names.has(String(node.text))) return true
  for (const key in node) {
    // Where a node stands says nothing.
    if (key !== 'span' && mentions(node[key], names)) return true
  }
  return false
}
