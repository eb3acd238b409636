import type { Expr } from '../../syntax/ast.ts'
import type { LetDefinition, Module } from './module.ts'

/**
 * The `let` of that name, if its value is a text, directly or by way of other names.
 *
 * Where a word stands for itself (`provider is openai`), a `let` takes its place only if it can:
 * so `let openai = provider is openai` means what it says.
 */
export function textLet(name: string, { names }: Module): LetDefinition | undefined {
  const found = names.get(name)
  if (found?.kind !== 'let') return undefined
  const seen = new Set<LetDefinition>()
  let definition: LetDefinition = found
  for (;;) {
    if (seen.has(definition)) return undefined
    seen.add(definition)
    const value = ungrouped(definition.item.value)
    if (value.kind === 'text') return found
    const next = value.kind === 'name' ? definition.home.names.get(value.text) : undefined
    if (next?.kind !== 'let') return undefined
    definition = next
  }
}

/** The expression without the parentheses around it. */
function ungrouped(expr: Expr): Expr {
  let inner = expr
  while (inner.kind === 'group') inner = inner.inner
  return inner
}
