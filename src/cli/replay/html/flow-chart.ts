import type { WhatIfSummary } from '../../../trace/what-if/index.ts'
import { type Chart, type Drawing, fitted, LETTER, type Room } from './chart.ts'
import { count, counted } from './figures.ts'
import { type Flow, flowsOf } from './flows.ts'
import { type Markup, markup } from './markup.ts'
import { px } from './scale.ts'

/**
 * Who answered on the left, who would have on the right, and bands from one to the other as broad
 * as the requests are many. Ends that are rare are put together.
 */
export function flowChart(summary: WhatIfSummary): Chart {
  const flows = withOthers(flowsOf(summary))
  const { judged, moved } = summary.counts
  return {
    id: 'flow-chart',
    title: 'Moves between models',
    description: `Bands from who answered to who would have answered: ${moved} of ${counted(judged, 'request')} move. The table of moves has the figures.`,
    draw: (room) => drawn(flows, room),
  }
}

const MOST_ENDS = 12

/** The flows with all ends but the greatest as one. */
function withOthers(flows: readonly Flow[]): readonly Flow[] {
  const sizes = new Map<string, number>()
  for (const { from, to, receipts } of flows) {
    sizes.set(from, (sizes.get(from) ?? 0) + receipts)
    sizes.set(to, (sizes.get(to) ?? 0) + receipts)
  }
  if (sizes.size <= MOST_ENDS) return flows
  const kept = new Set(
    [...sizes]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MOST_ENDS - 1)
      .map(([end]) => end),
  )
  const others = `(${sizes.size - kept.size} others)`
  const named = (end: string) => (kept.has(end) ? end : others)
  return together(flows.map((flow) => ({ ...flow, from: named(flow.from), to: named(flow.to) })))
}

/** Flows of one kind between the same ends as one: hundreds of thin bands show nothing. */
function together(flows: readonly Flow[]): readonly Flow[] {
  const merged = new Map<string, Flow>()
  for (const flow of flows) {
    const { from, to, kind } = flow
    const key = JSON.stringify([from, to, kind])
    const known = merged.get(key)
    const receipts = (known?.receipts ?? 0) + flow.receipts
    const title = `${from} → ${to}: ${counted(receipts, 'request')}, ${kind}`
    merged.set(key, known === undefined ? flow : { ...known, receipts, title })
  }
  return [...merged.values()]
}

interface Node {
  readonly end: string
  readonly receipts: number
  readonly y: number
  readonly height: number
}

type Column = ReadonlyMap<string, Node>

function drawn(flows: readonly Flow[], { width }: Room): Drawing {
  const isNarrow = width < 500
  const order = orderOf(flows)
  const all = flows.reduce((sum, { receipts }) => sum + receipts, 0)
  const scale = BODY / Math.max(1, all)
  // Beside the bars there is room for names, or else above them.
  const gap = isNarrow ? 24 : 16
  const left = column(flows, 'from', { order, scale, gap })
  const right = column(flows, 'to', { order, scale, gap })
  const side = isNarrow ? 0 : SIDE
  const frame: Frame = { left: side, right: width - side, isNarrow }
  const bottom = [...left.values(), ...right.values()].map(({ y, height }) => y + height)
  return {
    height: bottom.reduce((a, b) => Math.max(a, b), 0) + 8,
    shapes: [
      markup`<text class="axis" x="${px(isNarrow ? 0 : side + BAR)}" y="14" text-anchor="${isNarrow ? 'start' : 'end'}">before</text>`,
      markup`<text class="axis" x="${px(isNarrow ? width : width - side - BAR)}" y="14" text-anchor="${isNarrow ? 'end' : 'start'}">after</text>`,
      ...bands(flows, { left, right, frame, scale, order }),
      ...[...left.values()].map((node) => bar(node, 'before', frame)),
      ...[...right.values()].map((node) => bar(node, 'after', frame)),
    ],
  }
}

/** Pixels down for all requests together. */
const BODY = 260
const TOP = 28
const BAR = 12
const SIDE = 264

interface Frame {
  readonly left: number
  readonly right: number
  readonly isNarrow: boolean
}

/** Ends from the most frequent; ends without an answer, whose names are words, last. */
function orderOf(flows: readonly Flow[]): readonly string[] {
  const sizes = new Map<string, number>()
  for (const { from, to, receipts } of flows) {
    for (const end of [from, to]) sizes.set(end, (sizes.get(end) ?? 0) + receipts)
  }
  const last = ([end]: readonly [string, number]) => Number(end.startsWith('('))
  return [...sizes].sort((a, b) => last(a) - last(b) || b[1] - a[1]).map(([end]) => end)
}

interface Layout {
  readonly order: readonly string[]
  /** Pixels for one request. */
  readonly scale: number
  readonly gap: number
}

function column(
  flows: readonly Flow[],
  side: 'from' | 'to',
  { order, scale, gap }: Layout,
): Column {
  const nodes = new Map<string, Node>()
  let y = TOP + gap / 2
  for (const end of order) {
    const receipts = flows
      .filter((flow) => flow[side] === end)
      .reduce((sum, each) => sum + each.receipts, 0)
    if (receipts === 0) continue
    const height = Math.max(2, receipts * scale)
    nodes.set(end, { end, receipts, y, height })
    y += height + gap
  }
  return nodes
}

interface Bands {
  readonly left: Column
  readonly right: Column
  readonly frame: Frame
  readonly scale: number
  readonly order: readonly string[]
}

/** The bands of an end lie in the order of the ends that they lead to, so that few of them cross. */
function bands(flows: readonly Flow[], { left, right, frame, scale, order }: Bands) {
  const rank = new Map(order.map((end, i) => [end, i]))
  const rankOf = (end: string) => rank.get(end) ?? 0
  const sorted = flows.toSorted(
    (a, b) => rankOf(a.from) - rankOf(b.from) || rankOf(a.to) - rankOf(b.to),
  )
  const [usedLeft, usedRight] = [new Map<string, number>(), new Map<string, number>()]
  const shapes = sorted.map((flow): readonly [number, Markup] => {
    const [from, to] = [left.get(flow.from), right.get(flow.to)]
    const y0 = (from?.y ?? 0) + (usedLeft.get(flow.from) ?? 0)
    const y1 = (to?.y ?? 0) + (usedRight.get(flow.to) ?? 0)
    const height = flow.receipts * scale
    usedLeft.set(flow.from, (usedLeft.get(flow.from) ?? 0) + height)
    usedRight.set(flow.to, (usedRight.get(flow.to) ?? 0) + height)
    return [flow.kind === 'stayed' ? 0 : 1, band(flow, { y0, y1, height, frame })]
  })
  // Those that moved lie over those that did not.
  return shapes.toSorted(([a], [b]) => a - b).map(([, shape]) => shape)
}

interface Band {
  readonly y0: number
  readonly y1: number
  readonly height: number
  readonly frame: Frame
}

function band({ kind, title }: Flow, { y0, y1, height, frame }: Band): Markup {
  const [x0, x1] = [frame.left + BAR, frame.right - BAR]
  const middle = px((x0 + x1) / 2)
  const thick = Math.max(1.5, height)
  const there = `M${px(x0)} ${px(y0)}C${middle} ${px(y0)} ${middle} ${px(y1)} ${px(x1)} ${px(y1)}`
  const back = `V${px(y1 + thick)}C${middle} ${px(y1 + thick)} ${middle} ${px(y0 + thick)} ${px(x0)} ${px(y0 + thick)}z`
  return markup`<path class="band ${kind}" d="${there}${back}"><title>${title}</title></path>`
}

function bar({ end, receipts, y, height }: Node, side: 'before' | 'after', frame: Frame): Markup {
  const { left, right, isNarrow } = frame
  const x = side === 'before' ? left : right - BAR
  const isStart = isNarrow === (side === 'before')
  const anchor = isStart ? 'start' : 'end'
  const edge = isNarrow
    ? side === 'before'
      ? x
      : x + BAR
    : side === 'before'
      ? x - 8
      : x + BAR + 8
  const size = count(receipts)
  const room = (isNarrow ? (right - left) / 2 : SIDE - 8) - (size.length + 2) * LETTER
  const at = isNarrow ? y - 5 : y + height / 2 + 4
  return markup`<g><title>${end}, ${side}: ${counted(receipts, 'request')}</title><rect class="${side}" x="${px(x)}" y="${px(y)}" width="${BAR}" height="${px(height)}"/><text x="${px(edge)}" y="${px(at)}" text-anchor="${anchor}">${fitted(end, room)} <tspan class="axis">${size}</tspan></text></g>`
}
