import type { Span } from '../../base/span.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import type { Definition, Module, PolicyDefinition } from '../../compile/resolve/module.ts'
import { isSubjectName } from '../../compile/resolve/subjects.ts'
import type { Name } from '../../syntax/ast.ts'
import type { Mention, ParamReferent, Referent } from './mention.ts'

/** Where names are looked up, and where mentions of them are put. */
export interface Naming {
  readonly module: Module
  readonly vocabulary: CatalogVocabulary
  readonly params: ReadonlyMap<string, ParamReferent>
  readonly into: Mention[]
}

/** Notes a name that is used. Does nothing where it means nothing. */
export function use({ into }: Naming, { span }: { readonly span: Span }, of: Referent | undefined) {
  if (of !== undefined) into.push({ span, role: 'use', of })
}

/** What a name that stands by itself means: as the checker has it, parameters before all else. */
export function meaningOf(name: string, naming: Naming): Referent | undefined {
  const param = naming.params.get(name)
  if (param !== undefined) return param
  const definition = naming.module.names.get(name)
  if (definition?.kind === 'let') return definitionReferent(name, definition, naming.module)
  if (naming.vocabulary.info.has(name)) return { kind: 'field', name }
  if (isSubjectName(name)) return { kind: 'subject', name }
  return definition && definitionReferent(name, definition, naming.module)
}

export function definitionReferent(name: string, definition: Definition, module: Module): Referent {
  const isAlias = definition.home !== module && name !== definition.name
  return { kind: 'definition', definition, alias: isAlias ? name : undefined }
}

/** The policy of that name, in `extends`, `ask`, `prove` and `test`. */
export function policyNamed({ text }: Name, { module }: Naming): PolicyDefinition | undefined {
  const found = module.names.get(text)
  return found?.kind === 'policy' ? found : undefined
}

/** The parameters that the clauses of a policy may name: what it inherits, and its own. */
export function paramsOf(policy: PolicyDefinition): ReadonlyMap<string, ParamReferent> {
  const chain: PolicyDefinition[] = []
  for (let each: PolicyDefinition | undefined = policy; each !== undefined; each = parentOf(each)) {
    if (chain.includes(each)) break
    chain.push(each)
  }
  const params = new Map<string, ParamReferent>()
  for (const owner of chain.reverse()) {
    for (const decl of owner.item.params) {
      const name = decl.name.text
      if (!params.has(name)) params.set(name, { kind: 'param', name, decl, owner })
    }
  }
  return params
}

function parentOf({ item, home }: PolicyDefinition): PolicyDefinition | undefined {
  const parent = item.extends && home.names.get(item.extends.name.text)
  return parent?.kind === 'policy' ? parent : undefined
}

/** The words to choose from; undefined for a parameter that is no choice. */
export function labelsOf({ decl }: ParamReferent): readonly string[] | undefined {
  const { words } = decl.type
  return words.length > 1 ? words.map(({ text }) => text) : undefined
}
