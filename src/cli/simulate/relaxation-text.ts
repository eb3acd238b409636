import type { CatalogVocabulary } from '../../catalog/index.ts'
import { concessionText } from '../../claims/part-text.ts'
import { clauseText } from '../../compile/clause-text.ts'
import type { Relaxation } from '../../decide/index.ts'
import { lineOf, type OriginOf } from './origin.ts'

/** What would have to change: ``write `quality >= 0.66` for `quality >= 0.7` (acme.uh:8)``. */
export function relaxationTexts(
  { changes }: Relaxation,
  vocabulary: CatalogVocabulary,
  originOf: OriginOf,
): readonly string[] {
  return changes.map((change) => {
    const origin = originOf(change.path)
    const place = origin === undefined ? '' : ` (${lineOf(origin)})`
    switch (change.kind) {
      case 'move': {
        const [from, to] = [clauseText(change.from, vocabulary), clauseText(change.to, vocabulary)]
        return `\`${to}\` in place of \`${from}\`${place}`
      }
      case 'drop':
        return `no \`${clauseText(change.from, vocabulary)}\`${place}`
      default:
        return concessionText(change.demand, change.to)
    }
  })
}
