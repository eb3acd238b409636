import type { Checked, Diagnostic } from '../../base/diagnostic.ts'
import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import type { LetDefinition } from '../resolve/module.ts'
import type { Program } from '../resolve/resolve.ts'
import { isSubjectName } from '../resolve/subjects.ts'
import { checkClaims } from './check-claims.ts'
import { checkFlow } from './check-flow.ts'
import { checkPolicy } from './check-policy.ts'
import { infer } from './infer.ts'
import { type CheckContext, fileScope, report } from './scope.ts'
import type { TypedClaims } from './typed-claims.ts'
import type { TypedFlow } from './typed-flow.ts'
import type { TypedPolicy } from './typed-policy.ts'

/** What the main file defines, checked. */
export interface CheckedProgram {
  readonly policies: readonly TypedPolicy[]
  readonly flows: readonly TypedFlow[]
  readonly claims: TypedClaims
}

/**
 * Holds every expression and clause of a program against the vocabulary: sorts, units, domains,
 * choices, parameters. Adds UH1 for names, UH2 to UH5 for what they mean, UH7 for style.
 *
 * Definitions are looked at in the order of the program, each after those it builds on.
 */
export function check(program: Program, vocabulary: CatalogVocabulary): Checked<CheckedProgram> {
  const diagnostics: Diagnostic[] = []
  const context: CheckContext = { vocabulary, lets: new Map(), policies: new Map(), diagnostics }
  for (const definition of program.lets) checkLet(definition, context)
  for (const definition of program.policies) {
    const policy = checkPolicy(definition, context)
    if (policy !== undefined) context.policies.set(definition, policy)
  }
  const flows: TypedFlow[] = []
  for (const { file, module } of program.modules.map((each) => ({
    file: each.file,
    module: each,
  }))) {
    for (const item of file.items) {
      if (item.kind !== 'flow') continue
      const flow = checkFlow(item, fileScope(module, context))
      if (flow !== undefined && module === program.main) flows.push(flow)
    }
  }
  const claims = checkClaims(fileScope(program.main, context))
  const policies = [...context.policies]
    .filter(([definition]) => definition.home === program.main)
    .sort(([a], [b]) => a.item.span.start - b.item.span.start)
    .map(([, policy]) => policy)
  return { value: { policies, flows, claims }, diagnostics }
}

/** Adds UH1010 where the name of a `let` means something already. */
function checkLet(definition: LetDefinition, context: CheckContext): void {
  const { item, home, name } = definition
  const scope = fileScope(home, context)
  context.lets.set(definition, infer(item.value, scope))
  if (!context.vocabulary.info.has(name) && !isSubjectName(name)) return
  report(scope, 'UH1010', {
    node: item.name,
    message: `\`${name}\` already is a field`,
    help: 'give the `let` another name',
  })
}
