import { type Markup, markup, NOTHING, type Shown } from './markup.ts'

/**
 * A table: columns of names, which say what a row is of, then columns of figures. Rows at the foot
 * hold figures of the same kind, such as those of all rows together.
 */
export interface TableContent<Row extends Figures, Figures> {
  readonly id: string
  readonly caption: string
  /** What has to be known to read it. */
  readonly note: Shown
  readonly names: readonly NameColumn<Row>[]
  readonly figures: readonly FigureColumn<Figures>[]
  readonly rows: readonly Row[]
  readonly foot: readonly FootRow<Figures>[]
}

export interface NameColumn<Row> {
  readonly title: string
  readonly cell: (row: Row, index: number) => Shown
}

export interface FigureColumn<Figures> {
  readonly title: string
  readonly cell: (figures: Figures) => Shown
}

export interface FootRow<Figures> {
  readonly title: string
  readonly figures: Figures
}

/** Nothing at all without rows and foot. A table that is too broad scrolls in a frame of its own. */
export function table<Row extends Figures, Figures>(content: TableContent<Row, Figures>): Markup {
  const { id, caption, note, names, figures, rows, foot } = content
  if (rows.length === 0 && foot.length === 0) return NOTHING
  const [first, ...others] = names
  const head = [
    ...names.map(({ title }) => markup`<th scope="col">${title}</th>`),
    ...figures.map(({ title }) => markup`<th scope="col" class="figure">${title}</th>`),
  ]
  const body = rows.map(
    (row, i) => markup`<tr><th scope="row">${first?.cell(row, i)}</th>${others.map(
      ({ cell }) => markup`<td>${cell(row, i)}</td>`,
    )}${figureCells(figures, row)}</tr>
`,
  )
  return markup`<section class="data">
<h2 id="${id}">${caption}</h2>
${
  note === undefined
    ? undefined
    : markup`<p class="note">${note}</p>
`
}<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
<table aria-labelledby="${id}">
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody>
${footMarkup(content, foot)}</table>
</div>
</section>
`
}

function figureCells<Figures>(
  columns: readonly FigureColumn<Figures>[],
  figures: Figures,
): readonly Markup[] {
  return columns.map(({ cell }) => markup`<td class="figure">${cell(figures)}</td>`)
}

function footMarkup<Row extends Figures, Figures>(
  { names, figures }: TableContent<Row, Figures>,
  foot: readonly FootRow<Figures>[],
): Markup {
  if (foot.length === 0) return NOTHING
  const rows = foot.map(
    ({ title, figures: own }) =>
      markup`<tr><th scope="row" colspan="${names.length}">${title}</th>${figureCells(figures, own)}</tr>
`,
  )
  return markup`<tfoot>
${rows}</tfoot>
`
}
