import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { FlowItem, Import, Item, LetItem, PolicyItem, UseItem } from '../../syntax/ast.ts'
import { problem, writeInstead } from '../problem.ts'
import { isExplaining, suggest } from '../suggest.ts'
import type { LoadedFiles } from './load-files.ts'
import { ANONYMOUS, DEFINITION_KINDS, type Definition, type Module } from './module.ts'

/** A file being bound: its map of names is filled while it is looked at. */
interface OpenModule extends Module {
  readonly names: Map<string, Definition | undefined>
}

/**
 * Binds the names of every file: its own definitions, and those it imports.
 *
 * Adds UH1003 for a name that is given twice, UH1006 for an import that the used file does not
 * define, UH1018 for one that is a flow.
 */
export function bindNames(
  { files, main }: Pick<LoadedFiles, 'files' | 'main'>,
  diagnostics: Diagnostic[],
): { readonly modules: readonly Module[]; readonly main: Module } {
  const modules = new Map(
    files.map((loaded): [typeof loaded, OpenModule] => [
      loaded,
      { source: loaded.source, file: loaded.file, names: new Map() },
    ]),
  )
  for (const [loaded, module] of modules) {
    const seen = new Map<string, Span>()
    for (const item of loaded.file.items) {
      if (item.kind === 'use') {
        const used = loaded.uses.get(item)
        const from = used === undefined ? undefined : modules.get(used)
        for (const each of item.imports) {
          const name = each.alias ?? each.name
          if (!isRepeated(name.text, { span: name.span, seen, module, diagnostics })) {
            module.names.set(name.text, imported(each, { item, from, module, diagnostics }))
          }
        }
      } else if (isDefinition(item)) {
        const name = item.name?.text ?? ANONYMOUS
        const span = item.name?.span ?? item.span
        if (!isRepeated(name, { span, seen, module, diagnostics })) {
          module.names.set(name, definitionOf(item, name, module))
        }
      }
    }
  }
  const bound = modules.get(main)
  if (bound === undefined) throw new Error('the main file is among the files')
  return { modules: [...modules.values()], main: bound }
}

function isDefinition(item: Item): item is LetItem | PolicyItem | FlowItem {
  return item.kind === 'let' || item.kind === 'policy' || item.kind === 'flow'
}

function definitionOf(
  item: LetItem | PolicyItem | FlowItem,
  name: string,
  home: Module,
): Definition {
  if (item.kind === 'let') return { kind: 'let', name, item, home }
  if (item.kind === 'policy') return { kind: 'policy', name, item, home }
  return { kind: 'flow', name, item, home }
}

interface Naming {
  readonly span: Span
  readonly seen: Map<string, Span>
  readonly module: Module
  readonly diagnostics: Diagnostic[]
}

function isRepeated(name: string, { span, seen, module, diagnostics }: Naming): boolean {
  const first = seen.get(name)
  if (first === undefined) {
    seen.set(name, span)
    return false
  }
  const source = module.source.name
  diagnostics.push(
    problem(
      'UH1003',
      { source, span },
      {
        message: `\`${name}\` is defined twice`,
        label: 'again here',
        also: [{ source, span: first, label: 'first here' }],
        help:
          name === ANONYMOUS
            ? `\`${ANONYMOUS}\` is what the policy without a name is called; rename this one`
            : 'rename one of them; `let`, `policy`, `flow` and imports share one space of names',
      },
    ),
  )
  return true
}

interface Importing {
  readonly item: UseItem
  /** Undefined where the file cannot be had, which was reported. */
  readonly from: Module | undefined
  readonly module: Module
  readonly diagnostics: Diagnostic[]
}

function imported(
  { name }: Import,
  { item, from, module, diagnostics }: Importing,
): Definition | undefined {
  if (from === undefined) return undefined
  const found = from.names.get(name.text)
  const at = { source: module.source.name, span: name.span }
  if (found?.kind === 'flow') {
    diagnostics.push(
      problem('UH1018', at, {
        message: `\`${name.text}\` is a flow, but only a \`let\` or a policy can be used elsewhere`,
        help: 'use the policies that the flow asks, and write the flow here',
      }),
    )
    return undefined
  }
  if (found?.home === from) return found
  if (found === undefined && from.names.has(name.text)) return undefined
  const message = `\`${item.path.text}\` does not define \`${name.text}\``
  if (!isExplaining(diagnostics)) {
    diagnostics.push(problem('UH1006', at, { message }))
    return undefined
  }
  const offered = [...from.names.values()]
    .filter((each) => each !== undefined)
    .filter((each) => each.home === from && each.kind !== 'flow')
  const names = offered.map((each) => each.name)
  const nearest = suggest(name.text, names, diagnostics)
  diagnostics.push(
    problem('UH1006', at, {
      message,
      help: nearest === undefined ? inventory(offered) : `did you mean \`${nearest}\`?`,
      fix: nearest === undefined ? undefined : writeInstead(name.span, nearest),
    }),
  )
  return undefined
}

function inventory(offered: readonly Definition[]): string {
  if (offered.length === 0) return 'it defines nothing that can be used elsewhere'
  const names = offered.map((each) => `\`${each.name}\` (${DEFINITION_KINDS[each.kind]})`)
  return `it defines ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`
}
