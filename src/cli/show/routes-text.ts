import type { Candidate } from '../../catalog/index.ts'
import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import {
  frontier,
  type Layer,
  priceQualityPicture,
  QUALITY,
  standings,
} from '../report/price-quality.ts'
import { shortQuantity, UNKNOWN } from '../report/quantity.ts'
import { type Style, styleOf } from '../report/style.ts'
import { type Cell, type Column, renderTable } from '../report/table.ts'
import type { Screen } from '../screen.ts'
import { figureOf } from './sort-routes.ts'

/** Routes as people look at them: a table, and the plane of price and quality. */
export function routesText(
  routes: readonly Candidate[],
  { field, top, screen }: RoutesWishes,
): readonly string[] {
  if (routes.length === 0) return ['nothing matches']
  const style = styleOf(screen)
  const best = frontier(standings(routes)).map(({ candidate }) => candidate)
  const layer: Layer = { candidates: best, sign: '●', role: 'good', legend: 'frontier' }
  const picture = priceQualityPicture(
    { all: routes, layers: best.length > 0 ? [layer] : [], floor: undefined },
    { style, width: screen.width },
  )
  const left = routes.length - top
  return [
    ...table(routes.slice(0, top), field, { best: new Set(best), style, screen }),
    ...(left > 0 ? [style.faint(`  ${left} more, \`--top ${routes.length}\` shows all`)] : []),
    ...(picture.length > 0 ? ['', ...picture] : []),
  ]
}

export interface RoutesWishes {
  /** The field that they are sorted by; it has a column. */
  readonly field: NumFieldInfo
  /** How many the table shows. */
  readonly top: number
  readonly screen: Screen
}

const COLUMNS = [
  { field: QUALITY, unit: 'ratio', title: QUALITY, droppable: 1 },
  { field: 'price_in', unit: 'price', title: 'in/Mtok', droppable: 0 },
  { field: 'price_out', unit: 'price', title: 'out/Mtok', droppable: 0 },
  { field: 'context', unit: 'tokens', title: 'context', droppable: 2 },
] as const

function table(
  routes: readonly Candidate[],
  sorted: NumFieldInfo,
  { best, style, screen }: TableLook,
): readonly string[] {
  const isShown = COLUMNS.some(({ field }) => field === sorted.name)
  const own = { field: sorted.name, unit: sorted.unit, title: sorted.name, droppable: 0 }
  const figures = isShown ? COLUMNS : [own, ...COLUMNS]
  const columns: readonly Column[] = [
    { title: '', align: 'left' },
    { title: 'route', align: 'left', least: 18 },
    ...figures.map(
      ({ field, title, droppable }): Column => ({
        title,
        align: 'right',
        droppable: field === sorted.name ? 0 : droppable,
      }),
    ),
    { title: 'tier', align: 'left', droppable: 3 },
  ]
  const rows = routes.map((route): readonly Cell[] => [
    best.has(route) ? { text: '●', role: 'good' } : { text: '' },
    { text: route.cid, role: 'strong' },
    ...figures.map(({ field, unit }): Cell => {
      const value = figureOf(route, field)
      return { text: value === undefined ? UNKNOWN : shortQuantity(value, unit) }
    }),
    { text: route.tier ?? UNKNOWN, role: 'faint' },
  ])
  const width = screen.isFixed ? screen.width : Number.POSITIVE_INFINITY
  return renderTable(columns, rows, { width, style })
}

interface TableLook {
  readonly best: ReadonlySet<Candidate>
  readonly style: Style
  readonly screen: Screen
}
