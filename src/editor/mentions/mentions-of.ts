import type { CatalogVocabulary } from '../../catalog/index.ts'
import { INPUT } from '../../compile/check/typed-flow.ts'
import type { Definition, Module, PolicyDefinition } from '../../compile/resolve/module.ts'
import type {
  FlowItem,
  FlowNode,
  Import,
  LetItem,
  Name,
  PolicyItem,
  TestItem,
  UseItem,
} from '../../syntax/ast.ts'
import { mentionClause } from './clause-mentions.ts'
import { mentionArgument, mentionExpr, mentionReference } from './expression-mentions.ts'
import type { Mention, ParamReferent } from './mention.ts'
import { definitionReferent, type Naming, paramsOf, use } from './naming.ts'

/** Every name of a file that means something, in the order of the text. */
export function mentionsOf(module: Module, vocabulary: CatalogVocabulary): readonly Mention[] {
  const into: Mention[] = []
  const naming: Naming = { module, vocabulary, params: new Map(), into }
  for (const item of module.file.items) {
    switch (item.kind) {
      case 'use':
        mentionUse(item, naming)
        break
      case 'let':
        define(item, naming)
        mentionExpr(item.value, naming)
        break
      case 'policy':
        mentionPolicy(item, naming)
        break
      case 'flow':
        mentionFlow(item, naming)
        break
      case 'prove':
        mentionReference(item.subject, naming)
        mentionExpr(item.claim, naming)
        break
      default:
        mentionTest(item, naming)
    }
  }
  return into.sort((a, b) => a.span.start - b.span.start)
}

function define(item: LetItem | PolicyItem | FlowItem, { module, into }: Naming): void {
  if (item.name === undefined) return
  const definition = module.names.get(item.name.text)
  // Of two of one name the first is what the name means.
  if (definition === undefined || definition.item !== item) return
  const of = { kind: 'definition', definition, alias: undefined } as const
  into.push({ span: item.name.span, role: 'definition', of })
}

function mentionUse({ imports }: UseItem, naming: Naming): void {
  for (const each of imports) mentionImport(each, naming)
}

/** `a as b` names `a` as its own file does, and gives it the name `b` here. */
function mentionImport({ name, alias }: Import, naming: Naming): void {
  const { module, into } = naming
  const definition = module.names.get((alias ?? name).text)
  if (definition === undefined) return
  use(naming, name, { kind: 'definition', definition, alias: undefined })
  if (alias === undefined || alias.text === name.text) return
  into.push({
    span: alias.span,
    role: 'use',
    of: definitionReferent(alias.text, definition, module),
  })
}

function mentionPolicy(item: PolicyItem, naming: Naming): void {
  define(item, naming)
  const policy = policyOf(item, naming.module)
  const params = paramsOf(policy)
  const inside: Naming = { ...naming, params }
  for (const decl of item.params) {
    const param: ParamReferent = { kind: 'param', name: decl.name.text, decl, owner: policy }
    if (params.get(param.name)?.decl === decl) {
      naming.into.push({ span: decl.name.span, role: 'definition', of: param })
    }
    mentionType(param, naming)
    if (decl.default !== undefined) mentionArgument(decl.default, param, naming)
    if (decl.range !== undefined) {
      mentionExpr(decl.range.low, naming)
      mentionExpr(decl.range.high, naming)
    }
  }
  if (item.extends !== undefined) mentionReference(item.extends, inside)
  for (const clause of item.body) mentionClause(clause, inside)
}

function policyOf(item: PolicyItem, home: Module): PolicyDefinition {
  return { kind: 'policy', name: item.name?.text ?? '', item, home } satisfies Definition
}

function mentionType(param: ParamReferent, naming: Naming): void {
  const { words } = param.decl.type
  for (const word of words) {
    const name = word.text
    use(naming, word, words.length > 1 ? { kind: 'label', param, name } : { kind: 'type', name })
  }
}

function mentionFlow(flow: FlowItem, naming: Naming): void {
  define(flow, naming)
  const steps = new Map<string, FlowNode>()
  const source = naming.module.source.name
  for (const node of flow.nodes) {
    if (!steps.has(node.name.text)) steps.set(node.name.text, node)
  }
  const mentionStep = ({ text, span }: Name) => {
    const node = steps.get(text)
    if (node !== undefined && text !== INPUT) {
      use(naming, { span }, { kind: 'step', name: text, node, flow, source })
    }
  }
  for (const node of flow.nodes) {
    if (steps.get(node.name.text) === node) {
      const of = { kind: 'step', name: node.name.text, node, flow, source } as const
      naming.into.push({ span: node.name.span, role: 'definition', of })
    }
    mentionReference(node.policy, naming)
    for (const input of node.inputs) mentionStep(input)
  }
  mentionStep(flow.returns)
}

function mentionTest({ expectations }: TestItem, naming: Naming): void {
  for (const expectation of expectations) {
    mentionReference(expectation.subject, naming)
    if (expectation.kind === 'rejects' && expectation.because !== undefined) {
      mentionExpr(expectation.because, naming)
    } else if (expectation.kind === 'keeps') mentionExpr(expectation.atLeast, naming)
  }
}
