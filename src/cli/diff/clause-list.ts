import type { CatalogVocabulary } from '../../catalog/index.ts'
import { decompile } from '../../compile/index.ts'
import type { Term } from '../../ir/index.ts'
import { type Clause, type Expr, parse } from '../../syntax/index.ts'

/**
 * The clauses that say what a policy term means, one text each, conditions apart: what two
 * policies are compared by, whatever words they are written in.
 *
 *     cheapest
 *     where quality >= 0.7
 *     where has tools
 *     take 3
 *     fallback next
 */
export function clauseList(policy: Term, vocabulary: CatalogVocabulary): readonly string[] {
  const { value: text = '' } = decompile(policy, { vocabulary })
  const [item] = parse({ name: '<term>', text }).value.items
  if (item?.kind !== 'policy') throw new Error('a policy term decompiles to one policy')
  const slice = ({ span }: Expr | Clause): string =>
    text.slice(span.start, span.end).replace(/\s+/g, ' ')
  return item.body.flatMap((clause) => {
    if (clause.kind !== 'where') return [slice(clause)]
    const parts = clause.pred.kind === 'and' ? clause.pred.operands : [clause.pred]
    return parts.map((part) => `where ${slice(part)}`)
  })
}

/** What one list has and the other has not, each in its own order. */
export interface ClauseChanges {
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

export function clauseChanges(before: readonly string[], after: readonly string[]): ClauseChanges {
  return { removed: without(before, after), added: without(after, before) }
}

/** A clause that stands twice and is left once is a change too. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other]
  return list.filter((each) => {
    const at = left.indexOf(each)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}
