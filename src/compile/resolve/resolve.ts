import type { Checked, Diagnostic } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { bindNames } from './bind-names.ts'
import { checkImports } from './check-imports.ts'
import { checkReferences } from './check-references.ts'
import { type LetShape, letShape } from './let-shape.ts'
import { limitAncestry } from './limit-ancestry.ts'
import { limitHeight } from './limit-height.ts'
import { type Load, loadFiles } from './load-files.ts'
import type { Definition, LetDefinition, Module, PolicyDefinition } from './module.ts'
import { orderDefinitions } from './order-definitions.ts'

/** The files of a compilation with every name bound, and definitions in an order to work in. */
export interface Program {
  readonly main: Module
  /** Each after those it uses; the main one is last. */
  readonly modules: readonly Module[]
  /** Every `let`, each after those its value refers to. Those in a circle are left out. */
  readonly lets: readonly LetDefinition[]
  /** Every policy, each after the one it extends. Those in a circle are left out. */
  readonly policies: readonly PolicyDefinition[]
}

/**
 * Loads a file with all it uses and binds the names of its definitions.
 *
 * Adds UH0 of the parser, UH1002 to UH1009, UH1018 for references between definitions. Warnings
 * about used files are left out: they belong to a run on those files.
 */
export function resolve(source: Source, load?: Load): Checked<Program> {
  const loaded = loadFiles(source, load)
  const diagnostics: Diagnostic[] = [...loaded.diagnostics]
  const { modules, main } = bindNames(loaded, diagnostics)
  for (const module of modules) checkReferences(module, diagnostics)
  checkImports(main, diagnostics)

  const definitions = modules.flatMap(ownDefinitions)
  const shapes = new Map(
    definitions
      .filter((each) => each.kind === 'let')
      .map((each): [LetDefinition, LetShape] => [each, letShape(each)]),
  )
  const ordered = orderDefinitions([...shapes.keys()], {
    refersTo: (each) => shapes.get(each)?.refersTo ?? [],
    code: 'UH1008',
    verb: 'refers to',
    advice: 'break the circle: give one of them a value of its own',
    diagnostics,
  })
  const lets = limitHeight(ordered, shapes, diagnostics)
  const orderedPolicies = orderDefinitions(
    definitions.filter((each) => each.kind === 'policy'),
    {
      refersTo: parentOf,
      code: 'UH1009',
      verb: 'extends',
      advice: 'break the circle: write one of them without `extends`',
      diagnostics,
    },
  )
  const policies = limitAncestry(orderedPolicies, (each) => parentOf(each)[0], diagnostics)
  return { value: { main, modules, lets, policies }, diagnostics }
}

function ownDefinitions(module: Module): readonly Definition[] {
  return [...module.names.values()]
    .filter((each) => each !== undefined)
    .filter((each) => each.home === module)
}

/** The policy that a policy extends, as a list of at most one. */
function parentOf({ item, home }: PolicyDefinition): readonly PolicyDefinition[] {
  if (item.extends === undefined) return []
  const parent = home.names.get(item.extends.name.text)
  return parent?.kind === 'policy' ? [parent] : []
}
