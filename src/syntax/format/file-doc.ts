import type * as ast from '../ast.ts'

import { type Doc, SPACE } from './doc.ts'
import { itemDoc } from './item-doc.ts'
import type { TokenReader } from './token-reader.ts'

/**
 * A whole file. A blank line stands between items; definitions, imports and claims, of which many
 * follow each other, stand in the groups they were written in.
 */
export function fileDoc(file: ast.File, tokens: TokenReader, isApart: IsApart): Doc {
  const { take } = tokens
  const edition = file.edition === undefined ? [] : [take(), SPACE, take()]
  const widths = nameWidths(file.items, isApart)
  const items = file.items.map((item, i) => [
    i === 0 && file.edition === undefined ? [] : gapBefore(item, file.items[i - 1]),
    itemDoc(item, tokens, widths[i] ?? 0),
  ])
  return [edition, items]
}

/** True when a blank line or a comment on its own line stands above an item. */
export type IsApart = (item: ast.Item) => boolean

const SHORT: ReadonlySet<string> = new Set<ast.Item['kind']>(['use', 'let', 'prove'])

function gapBefore(item: ast.Item, before: ast.Item | undefined): Doc {
  const isGrouped =
    before !== undefined && SHORT.has(before.kind) && (SHORT.has(item.kind) || item.kind === 'test')
  return { kind: 'gap', blank: isGrouped ? 'kept' : 'always' }
}

/** For each item, the longest name of the definitions it stands among without a gap. */
function nameWidths(items: readonly ast.Item[], isApart: IsApart): readonly number[] {
  const widths: number[] = []
  let start = 0
  let longest = 0
  for (const [i, item] of items.entries()) {
    const continues = item.kind === 'let' && items[i - 1]?.kind === 'let' && !isApart(item)
    if (!continues) {
      widths.fill(longest, start)
      start = i
      longest = 0
    }
    if (item.kind === 'let') longest = Math.max(longest, item.name.span.end - item.name.span.start)
    widths.push(longest)
  }
  return widths.fill(longest, start)
}
