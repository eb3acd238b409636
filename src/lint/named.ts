import type { Span } from '../base/span.ts'

/** A name as it stands in a file: of a definition, of a provider, a model, a field. */
export interface Named {
  readonly text: string
  readonly span: Span
  readonly isQuoted: boolean
}

/** Where a text is not a name: it is shown, or sent, or a path. */
const FREE_TEXTS: ReadonlySet<string> = new Set([
  'system',
  'template',
  'title',
  'path',
  'on',
  'json',
])

/** The names in a tree, in the order of the text. */
export function namesIn(tree: unknown): readonly Named[] {
  const found: Named[] = []
  const pending: unknown[] = [tree]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (Array.isArray(node)) {
      // What is absent would end the loop.
      for (const each of node) if (typeof each === 'object') pending.push(each)
      continue
    }
    if (!isNode(node)) continue
    if (isNamed(node)) {
      found.push({ text: node.text, span: node.span, isQuoted: node.kind === 'text' })
      continue
    }
    const isSet = node.kind === 'set'
    for (const key in node) {
      const child = node[key]
      if (typeof child !== 'object' || FREE_TEXTS.has(key) || (isSet && key === 'value')) continue
      pending.push(child)
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start)
}

/** Whether it is a node of a tree, or an object in one. */
export function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

type NamedNode = { readonly kind: 'name' | 'text'; readonly text: string; readonly span: Span }

function isNamed(node: object): node is NamedNode {
  return 'kind' in node && (node.kind === 'name' || node.kind === 'text') && 'text' in node
}
