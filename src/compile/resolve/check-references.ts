import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Item, Name, Reference } from '../../syntax/ast.ts'
import { listed } from '../listed.ts'
import { problem, writeInstead } from '../problem.ts'
import { isExplaining, suggest } from '../suggest.ts'
import { DEFINITION_KINDS, type Module } from './module.ts'

/**
 * Holds every reference to a policy (in `extends`, `ask`, `prove`, `test`) against the names of
 * the file. Adds UH1002 for an unknown one, UH1018 for a `let` or a flow.
 */
export function checkReferences(module: Module, diagnostics: Diagnostic[]): void {
  for (const item of module.file.items) {
    for (const { name } of referencesOf(item)) {
      const fault = referenceFault(name, module, diagnostics)
      if (fault !== undefined) diagnostics.push(fault)
    }
  }
}

function referencesOf(item: Item): readonly Reference[] {
  switch (item.kind) {
    case 'policy':
      return item.extends === undefined ? [] : [item.extends]
    case 'flow':
      return item.nodes.map((node) => node.policy)
    case 'prove':
      return [item.subject]
    case 'test':
      return item.expectations.map((expectation) => expectation.subject)
    default:
      return []
  }
}

function referenceFault(
  { text, span }: Name,
  { names, source }: Module,
  reported: readonly Diagnostic[],
): Diagnostic | undefined {
  const at = { source: source.name, span }
  const found = names.get(text)
  if (found?.kind === 'policy' || (found === undefined && names.has(text))) return undefined
  if (found !== undefined) {
    return problem('UH1018', at, {
      message: `\`${text}\` is ${DEFINITION_KINDS[found.kind]}, but a policy is expected here`,
    })
  }
  const message = `no policy is called \`${text}\``
  if (!isExplaining(reported)) return problem('UH1002', at, { message })
  const policies = [...names].flatMap(([name, each]) => (each?.kind === 'policy' ? [name] : []))
  const nearest = suggest(text, policies, reported)
  if (nearest !== undefined) {
    return problem('UH1002', at, {
      message,
      help: `did you mean \`${nearest}\`?`,
      fix: writeInstead(span, nearest),
    })
  }
  return problem('UH1002', at, {
    message,
    help:
      policies.length === 0
        ? `this file has no policy yet: write \`policy ${text} = …\`, or import it with \`use\``
        : `the policies here are ${listed(policies)}`,
  })
}
