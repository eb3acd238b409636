import type { Place } from '../compile/index.ts'
import type { Document } from './document.ts'
import { mentionAt } from './mention-at.ts'
import type { Referent } from './mentions/mention.ts'

/** Where the name at an offset is defined, in this file or in one that it uses. */
export function definitionAt(document: Document, offset: number): Place | undefined {
  const mention = mentionAt(document, offset)
  return (mention && definitionOf(mention.of)) ?? usedFileAt(document, offset)
}

/** The name in a definition; undefined for what no policy file defines. */
export function definitionOf(of: Referent): Place | undefined {
  switch (of.kind) {
    case 'definition': {
      const { item, home } = of.definition
      return { source: home.source.name, span: item.name?.span ?? item.span }
    }
    case 'param':
      return { source: of.owner.home.source.name, span: of.decl.name.span }
    case 'label':
      return labelPlace(of)
    case 'step':
      return { source: of.source, span: of.node.name.span }
    default:
      return undefined
  }
}

function labelPlace({ param, name }: Extract<Referent, { kind: 'label' }>): Place | undefined {
  const word = param.decl.type.words.find(({ text }) => text === name)
  return word && { source: param.owner.home.source.name, span: word.span }
}

/** The beginning of the file whose path stands at the offset. */
function usedFileAt({ program }: Document, offset: number): Place | undefined {
  const { file, names } = program.main
  for (const item of file.items) {
    if (item.kind !== 'use') continue
    const { start, end } = item.path.span
    if (offset < start || offset > end) continue
    const imported = item.imports.flatMap(
      ({ name, alias }) => names.get((alias ?? name).text) ?? [],
    )
    const source = imported[0]?.home.source.name
    return source === undefined ? undefined : { source, span: { start: 0, end: 0 } }
  }
  return undefined
}
