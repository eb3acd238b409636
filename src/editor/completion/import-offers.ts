import { resolvePath } from '../../compile/resolve/resolve-path.ts'
import { parse } from '../../syntax/index.ts'
import { unquoteText, writeName } from '../../syntax/quoted.ts'
import * as t from '../../syntax/tokens.ts'
import type { Offer } from './completion.ts'
import { nameOf, type Site } from './site.ts'

/** What the file that is being imported from defines. */
export function importOffers({ before, document }: Site): readonly Offer[] {
  const path = before.find(({ tokenType }) => tokenType === t.Text)
  if (path === undefined) return []
  const { source, workspace } = document
  const loaded = workspace.load(resolvePath(source.name, unquoteText(path.image)))
  const file = loaded.ok ? parse(loaded.value).value : undefined
  const taken = new Set(before.map(nameOf))
  return (file?.items ?? []).flatMap((item) => {
    if ((item.kind !== 'let' && item.kind !== 'policy') || item.name === undefined) return []
    const name = item.name.text
    if (taken.has(name)) return []
    return [
      {
        kind: item.kind,
        label: name,
        detail: item.kind,
        doc: item.doc.join('\n'),
        insert: writeName(name),
      },
    ]
  })
}
