import { compareBytes } from '../base/byte-order.ts'
import type { Place } from '../compile/index.ts'
import type { Module } from '../compile/resolve/module.ts'
import type { Document } from './document.ts'
import { mentionAt } from './mention-at.ts'
import type { Mention } from './mentions/mention.ts'
import { mentionsOf } from './mentions/mentions-of.ts'
import { definedKey } from './symbol-key.ts'

/** A mention, and the file that it stands in. */
export interface Reference extends Place {
  readonly mention: Mention
}

/**
 * Everything that means what the name at an offset means, its definition included, in the document
 * and in all files that are open or used. By file, then by place.
 *
 * @param open the other documents at hand.
 */
export function referencesTo(
  document: Document,
  offset: number,
  open: readonly Document[],
): readonly Reference[] {
  const mention = mentionAt(document, offset)
  const key = mention && definedKey(mention.of)
  if (key === undefined) return []
  return mentionsIn([document, ...open]).filter(({ mention: { of } }) => definedKey(of) === key)
}

/** The mentions of some documents and of the files that they use, each file once. */
export function mentionsIn(documents: readonly Document[]): readonly Reference[] {
  const files = new Map<string, readonly Mention[]>()
  for (const { source, mentions } of documents) {
    if (!files.has(source.name)) files.set(source.name, mentions)
  }
  for (const { program, workspace } of documents) {
    for (const module of program.modules)
      addFile(files, module, () => mentionsOf(module, workspace.vocabulary))
  }
  return [...files]
    .sort(([a], [b]) => compareBytes(a, b))
    .flatMap(([source, mentions]) =>
      mentions.map((mention) => ({ source, span: mention.span, mention })),
    )
}

function addFile(
  files: Map<string, readonly Mention[]>,
  { source }: Module,
  mentions: () => readonly Mention[],
): void {
  if (!files.has(source.name)) files.set(source.name, mentions())
}
