import type { Module } from '../compile/resolve/module.ts'
import { isNode, namesIn } from './named.ts'

/**
 * The names that stand below a `not` somewhere in a file, be it by way of a `let`. What is needless
 * in a condition need not be so in its opposite: a model of which a figure is not known passes
 * neither.
 */
export function negatedNames(module: Module): ReadonlySet<string> {
  const known = negated.get(module)
  if (known !== undefined) return known
  const names = new Set<string>()
  addNegated(module.file, names)
  // What is added on the way is looked at too.
  for (const name of names) {
    const definition = module.names.get(name)
    if (definition?.kind !== 'let' || definition.home !== module) continue
    for (const { text } of namesIn(definition.item.value)) names.add(text)
  }
  negated.set(module, names)
  return names
}

/** Kept by file, since every policy asks. */
const negated = new WeakMap<Module, ReadonlySet<string>>()

function addNegated(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) {
    for (const each of node) addNegated(each, names)
    return
  }
  if (!isNode(node)) return
  if (node.kind === 'not') {
    for (const { text } of namesIn(node)) names.add(text)
    return
  }
  for (const key in node) if (key !== 'span') addNegated(node[key], names)
}
