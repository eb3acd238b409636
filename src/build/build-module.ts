import { hasErrors } from '../base/diagnostic.ts'
import { err, ok, type Result } from '../base/result.ts'
import { compileFlow } from '../compile/compile-flow.ts'
import type { Analysis } from '../compile/index.ts'
import type { Engine } from '../compile/lower-policy.ts'
import { newWorkload } from '../compile/workload.ts'
import { functionNames } from './function-name.ts'
import type { ModuleFlow, ModulePolicy } from './module-input.ts'
import { modulePolicy, type Unbuildable } from './module-policy.ts'
import { moduleText } from './print/module-text.ts'

/**
 * A TypeScript module that makes the policies of some files, without the files and without this
 * package: a function for each policy, a constant for each flow.
 *
 * The policies may be specialised ahead of every call: each choice is worked out, and of each
 * number it is known where it goes and where the term changes its shape.
 */
export function buildModule(
  files: readonly Analysis[],
  engine: Pick<Engine, 'target'>,
): Result<string, Unbuildable> {
  const definitions = files.flatMap(({ program, main }) =>
    [...program.policies.map((each) => each.definition), ...program.flows].map(({ name }) => ({
      name,
      source: main.name,
    })),
  )
  const names = functionNames(definitions)
  if (!names.ok) {
    const help = 'rename one of them: a module has one function of each name'
    return err({ kind: 'reason', reason: names.error, help })
  }
  const called = names.value.values()
  const policies: ModulePolicy[] = []
  const flows: ModuleFlow[] = []
  for (const file of files) {
    const { program, vocabulary } = file
    for (const policy of program.policies) {
      const built = modulePolicy(policy, called.next().value ?? '', { ...engine, vocabulary })
      if (!built.ok) return built
      policies.push(built.value)
    }
    for (const flow of program.flows) {
      const compiled = compileFlow(flow, { ...engine, vocabulary }, newWorkload())
      const { value, diagnostics } = compiled
      if (value === undefined || hasErrors(diagnostics)) {
        return err({ kind: 'diagnostics', diagnostics })
      }
      const { name, source, flow_ir, fingerprint } = value
      const doc = docOf(file, name)
      flows.push({ called: called.next().value ?? '', name, source, doc, flow_ir, fingerprint })
    }
  }
  const sources = files.map(({ main }) => main.name)
  return ok(moduleText({ sources, policies, flows }))
}

function docOf({ tree }: Analysis, name: string): readonly string[] {
  const item = tree.items.find((each) => each.kind === 'flow' && each.name.text === name)
  return item?.kind === 'flow' ? item.doc : []
}
