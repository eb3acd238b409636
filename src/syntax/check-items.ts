import type { Edition, Item, PolicyItem } from './ast.ts'
import type { Items } from './cst-to-ast.ts'
import { likelyFix, type Problem } from './problem.ts'

/** What the grammar lets through: an edition of the future, a second policy without a name. */
export function checkItems({ edition, items }: Items): readonly Problem[] {
  const [first, ...others] = items.filter(isNameless)
  return [
    ...(edition === undefined || edition.number === EDITION ? [] : [unknownEdition(edition)]),
    ...(first === undefined ? [] : others.map((other) => secondNameless(first, other))),
  ]
}

/** The edition of the language that this parser reads. */
const EDITION = 1

function isNameless(item: Item): item is PolicyItem {
  return item.kind === 'policy' && item.name === undefined
}

function unknownEdition({ span }: Edition): Problem {
  return {
    code: 'UH0027',
    span,
    message: `this tool reads edition ${EDITION} only`,
    label: 'another edition',
    help: 'a newer version of the tool may read it',
    fix: likelyFix(`write \`uh ${EDITION}\``, { span, text: `uh ${EDITION}` }),
  }
}

function secondNameless(first: PolicyItem, other: PolicyItem): Problem {
  const start = other.body[0]?.span ?? other.span
  return {
    code: 'UH0028',
    span: start,
    message: 'a file has one policy without a name at most',
    label: 'the second begins here',
    related: [{ span: first.body[0]?.span ?? first.span, label: 'the first begins here' }],
    help: 'give each a name: `policy support = …`',
  }
}
