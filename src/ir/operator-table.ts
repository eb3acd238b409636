import { isVariadic, OPERATORS, type Operator, type Sort } from './operators.ts'

/**
 * The operator table as the reference page shows it: one Markdown table a sort, in the order in
 * which the sorts first appear, each row with what it takes, what it means and an example.
 */
export function operatorTable(): string {
  const rows = Object.entries<Operator>(OPERATORS)
  const sorts = [...new Set(rows.map(([, { out }]) => out))]
  return sorts.map((sort) => sectionOf(sort, rows)).join('\n\n')
}

type Row = readonly [op: string, operator: Operator]

function sectionOf(sort: Sort, rows: readonly Row[]): string {
  return [
    `### ${HEADINGS[sort]}`,
    '',
    '| operation | meaning | example |',
    '|---|---|---|',
    ...rows.filter(([, { out }]) => out === sort).map(rowOf),
  ].join('\n')
}

const HEADINGS: Readonly<Record<Sort, string>> = {
  Pred: 'Predicates (`Pred`)',
  Scorer: 'Scorers (`Scorer`)',
  Selector: 'Selectors (`Selector`)',
  Xform: 'Transforms (`Xform`)',
  FailPlan: 'Failure plans (`FailPlan`)',
  Policy: 'Policies (`Policy`)',
}

function rowOf([op, { in: sorts, doc, example }]: Row): string {
  const takes = isVariadic(sorts) ? [`${sorts.of}…`] : sorts
  return `| \`${[op, ...takes].join(' ')}\` | ${doc} | \`${JSON.stringify(example)}\` |`
}
