import type { Span } from '../base/span.ts'
import { unreachable } from '../base/unreachable.ts'
import type { FlowItem, Item, PolicyItem } from '../syntax/ast.ts'
import type { Document } from './document.ts'

/** What a file defines, as an outline shows it. */
export interface OutlineSymbol {
  readonly kind: 'use' | 'let' | 'policy' | 'param' | 'flow' | 'step' | 'prove' | 'test'
  readonly name: string
  /** What an outline shows beside the name, in one line. */
  readonly detail: string
  readonly span: Span
  /** What is selected when the symbol is gone to; within `span`. */
  readonly nameSpan: Span
  readonly children: readonly OutlineSymbol[]
}

/** The outline of a file, in its order. */
export function symbolsOf({ program, source }: Document): readonly OutlineSymbol[] {
  return program.main.file.items.map((item) => symbolOf(item, source.text))
}

function symbolOf(item: Item, text: string): OutlineSymbol {
  const { kind, span } = item
  switch (item.kind) {
    case 'use': {
      const names = item.imports.map(({ name, alias }) => (alias ?? name).text)
      return leaf({ kind, name: item.path.text, span, nameSpan: item.path.span }, names.join(', '))
    }
    case 'let':
      return leaf(
        { kind, name: item.name.text, span, nameSpan: item.name.span },
        oneLine(text, item.value.span),
      )
    case 'policy':
      return policySymbol(item, text)
    case 'flow':
      return flowSymbol(item)
    case 'prove': {
      const { name } = item.subject
      return leaf(
        { kind, name: `prove ${name.text}`, span, nameSpan: name.span },
        oneLine(text, item.claim.span),
      )
    }
    case 'test': {
      const { title } = item
      return leaf({ kind, name: title.text, span, nameSpan: title.span }, 'test')
    }
    default:
      return unreachable(item)
  }
}

function policySymbol(item: PolicyItem, text: string): OutlineSymbol {
  const { kind, span, name, params } = item
  return {
    kind,
    name: name?.text ?? 'default',
    detail: item.extends === undefined ? '' : `extends ${oneLine(text, item.extends.span)}`,
    span,
    nameSpan: name?.span ?? item.body[0]?.span ?? span,
    children: params.map((param) =>
      leaf(
        { kind: 'param', name: param.name.text, span: param.span, nameSpan: param.name.span },
        oneLine(text, param.type.span),
      ),
    ),
  }
}

function flowSymbol({ kind, span, name, nodes }: FlowItem): OutlineSymbol {
  const children = nodes.map((node) =>
    leaf(
      { kind: 'step', name: node.name.text, span: node.span, nameSpan: node.name.span },
      `ask ${node.policy.name.text}`,
    ),
  )
  return { kind, name: name.text, detail: '', span, nameSpan: name.span, children }
}

function leaf(
  symbol: Pick<OutlineSymbol, 'kind' | 'name' | 'span' | 'nameSpan'>,
  detail: string,
): OutlineSymbol {
  return { ...symbol, detail, children: [] }
}

/** A piece of the text, short enough for the side of a list. */
export function oneLine(text: string, { start, end }: Span): string {
  const line = text.slice(start, end).replace(/\s+/g, ' ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}

const LONGEST = 60
