import { counted } from '../../../base/counted.ts'
import type { ModelRow, WhatIfSummary } from '../../../trace/what-if/index.ts'
import { money } from '../../report/quantity.ts'
import { type Chart, type Drawing, LETTER, type Room } from './chart.ts'
import { dollarTicks, eachOf, meanOf } from './figures.ts'
import { type Flow, flowsOf } from './flows.ts'
import { type Markup, markup, NOTHING } from './markup.ts'
import { evenScale, extentOf, factorScale, px, type Scale } from './scale.ts'

/** A bubble of the picture: one side of a model, or of all requests together. */
export interface Spot {
  /** The place of the model in the table of models, from 1; undefined for all together. */
  readonly number: number | undefined
  readonly label: string
  readonly side: 'before' | 'after'
  /** USD for one request. */
  readonly price: number
  readonly quality: number
  /** Requests that the dollars stand for. */
  readonly compared: number
}

/** The bubbles that have a place in the picture. */
export function spotsOf({ models, total }: WhatIfSummary): readonly Spot[] {
  const all = {
    before: { compared: total.compared, usd: total.before, quality: total.qualityBefore },
    after: { compared: total.compared, usd: total.after, quality: total.qualityAfter },
  }
  return [
    ...models.slice(0, MOST_MODELS).flatMap((row, i) => spots(row, nameOf(row), i + 1)),
    ...(models.length > 1 ? spots(all, 'all requests', undefined) : []),
  ]
}

/** The dearest: more would cover each other. */
const MOST_MODELS = 20

function nameOf({ end }: ModelRow): string {
  return end.kind === 'answered' ? end.route : ''
}

function spots(
  sides: Readonly<Record<Spot['side'], Omit<ModelRow['before'], 'receipts'>>>,
  label: string,
  number: number | undefined,
): readonly Spot[] {
  return (['before', 'after'] as const).flatMap((side) => {
    const [price, quality] = [eachOf(sides[side]), meanOf(sides[side].quality)]
    if (price === undefined || quality === undefined) return []
    return [{ number, label, side, price, quality, compared: sides[side].compared }]
  })
}

/** What a request costs against how good its answer is, with the moves between models. */
export function planeChart(summary: WhatIfSummary): Chart {
  const content = { spots: spotsOf(summary), flows: movesOf(summary) }
  return {
    id: 'plane-chart',
    title: 'Price against quality',
    description:
      'A bubble for each model before and after: to the right what a request costs on average, upwards the mean quality, the area by requests. Arrows show moves. The table of models has the figures.',
    draw: (room) => drawn(content, room),
  }
}

interface NumberedFlow extends Flow {
  readonly fromNumber: number
  readonly toNumber: number
}

function movesOf(summary: WhatIfSummary): readonly NumberedFlow[] {
  const numbers = new Map(summary.models.map((row, i) => [nameOf(row), i + 1]))
  return flowsOf(summary).flatMap((flow) => {
    const [from, to] = [numbers.get(flow.from), numbers.get(flow.to)]
    if (flow.kind === 'stayed' || from === undefined || to === undefined) return []
    return [{ ...flow, fromNumber: from, toNumber: to }]
  })
}

interface Content {
  readonly spots: readonly Spot[]
  readonly flows: readonly NumberedFlow[]
}

function drawn({ spots, flows }: Content, { width }: Room): Drawing {
  const left = 4 * LETTER + 18
  const x = priceScale(spots, { from: left + EDGE, to: width - EDGE })
  const y = evenScale(extentOf(spots.map(({ quality }) => quality)), { from: FLOOR, to: TOP }, 4)
  const placed = spots.map((spot) => place(spot, { x, y, spots, width }))
  const before = placed.filter(({ spot }) => spot.side === 'before')
  const after = placed.filter(({ spot }) => spot.side === 'after')
  const find = (side: readonly Placed[], number: number) =>
    side.find(({ spot }) => spot.number === number)
  const most = flows.reduce((a, { receipts }) => Math.max(a, receipts), 1)
  const arrows = flows.map((flow) => {
    const [from, to] = [find(before, flow.fromNumber), find(after, flow.toNumber)]
    return from && to ? arrow({ from, to, flow, weight: flow.receipts / most }) : NOTHING
  })
  const total = placed.filter(({ spot }) => spot.number === undefined)
  const models = placed.filter(({ spot }) => spot.number !== undefined)
  return {
    height: HEIGHT,
    shapes: [
      ...axes({ x, y }, { left, right: width }),
      ...models.toSorted((a, b) => b.radius - a.radius).map((each) => bubble(each, models)),
      ...arrows,
      ...diamonds(total),
    ],
  }
}

const HEIGHT = 380
const TOP = 52
const FLOOR = HEIGHT - 76
/** The bottom of the plane, below which the axis is written. */
const BASE = HEIGHT - 44
/** Room for bubbles at both ends of the axis of prices. */
const EDGE = 30

function priceScale(spots: readonly Spot[], stretch: { from: number; to: number }): Scale {
  const { low, high } = extentOf(spots.map(({ price }) => price))
  if (low > 0 && high / low >= FAR) return factorScale({ low, high }, stretch)
  return evenScale({ low: Math.min(0, low), high }, stretch, 3)
}

/** How many times as dear the dearest is for even steps to hide the cheap ones. */
const FAR = 8

/** How many bubbles there is room for; the area of more of them is theirs. */
const ROOMY = 16

interface Placed {
  readonly spot: Spot
  readonly x: number
  readonly y: number
  readonly radius: number
}

interface Plane {
  readonly x: Scale
  readonly y: Scale
  readonly spots: readonly Spot[]
  readonly width: number
}

function place(spot: Spot, { x, y, spots, width }: Plane): Placed {
  const models = spots.filter(({ number }) => number !== undefined)
  const most = models.reduce((a, { compared }) => Math.max(a, compared), 1)
  const greatest = (width < 500 ? 18 : 26) * Math.min(1, Math.sqrt(ROOMY / models.length))
  // A ring shows around a disc of the same size.
  const ring = spot.side === 'before' ? 2.5 : 0
  const radius = Math.max(9, Math.sqrt(spot.compared / most) * greatest) + ring
  return {
    spot,
    x: x.at(spot.price),
    y: y.at(spot.quality),
    radius: spot.number === undefined ? 8 : radius,
  }
}

function axes(
  { x, y }: Pick<Plane, 'x' | 'y'>,
  { left, right }: { readonly left: number; readonly right: number },
): readonly Markup[] {
  const prices = dollarTicks(x.ticks)
  return [
    markup`<text class="axis" x="0" y="14">quality, mean</text>`,
    ...y.ticks.map(
      (tick) =>
        markup`<path class="grid" d="M${px(left)} ${px(y.at(tick))}H${px(right)}"/><text class="axis" x="${px(left - 8)}" y="${px(y.at(tick) + 4)}" text-anchor="end">${Number(tick.toFixed(3))}</text>`,
    ),
    markup`<path class="base" d="M${px(left)} ${px(BASE)}H${px(right)}"/>`,
    ...x.ticks.map(
      (tick, i) =>
        markup`<path class="base" d="M${px(x.at(tick))} ${px(BASE)}v5"/><text class="axis" x="${px(x.at(tick))}" y="${px(BASE + 18)}" text-anchor="middle">${prices[i]}</text>`,
    ),
    markup`<text class="axis" x="${px(right)}" y="${px(HEIGHT - 6)}" text-anchor="end">USD for one request, mean</text>`,
  ]
}

/** A number that another bubble of the same model covers is said there. */
function bubble(placed: Placed, all: readonly Placed[]): Markup {
  const { spot, x, y, radius } = placed
  const isCovered = all.some(
    (other) =>
      other.spot.number === spot.number &&
      other.radius < radius &&
      Math.hypot(other.x - x, other.y - y) < other.radius + 8,
  )
  const number = isCovered
    ? undefined
    : markup`<text class="in-${spot.side}" x="${px(x)}" y="${px(y + 4)}" text-anchor="middle">${spot.number}</text>`
  return markup`<g><title>${titleOf(spot)}</title><circle class="${spot.side}" cx="${px(x)}" cy="${px(y)}" r="${px(radius)}"/>${number}</g>`
}

function titleOf({ label, side, price, quality, compared }: Spot): string {
  return `${label}, ${side}: ${counted(compared, 'request')}, ${money(price)} each, quality ${quality.toFixed(3)}`
}

/** All requests together: from where they were to where they would be. */
function diamonds(total: readonly Placed[]): readonly Markup[] {
  const [before, after] = [total[0], total[1]]
  const way =
    before === undefined || after === undefined
      ? []
      : [
          markup`<path class="total-way" d="M${px(before.x)} ${px(before.y)}L${px(after.x)} ${px(after.y)}"/>`,
        ]
  return [
    ...way,
    ...total.map(
      ({ spot, x, y, radius: r }) =>
        markup`<g><title>${titleOf(spot)}</title><path class="total-${spot.side}" d="M${px(x)} ${px(y - r)}l${px(r)} ${px(r)}l${px(-r)} ${px(r)}l${px(-r)} ${px(-r)}z"/></g>`,
    ),
  ]
}

interface Arrow {
  readonly from: Placed
  readonly to: Placed
  readonly flow: Flow
  /** Up to 1. */
  readonly weight: number
}

/** Bent to its left, so that there and back are two. None between bubbles that touch. */
function arrow({ from, to, flow, weight }: Arrow): Markup {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy)
  const room = length - from.radius - to.radius - 3
  if (room < LEAST_ROOM) return NOTHING
  const isShort = room < 2 * HEAD
  const size = isShort ? room : HEAD
  const [bx, by] = [(from.x + to.x) / 2 + dy * BEND, (from.y + to.y) / 2 - dx * BEND]
  const start = towards(from, { x: bx, y: by }, from.radius + 1)
  const tip = towards(to, { x: bx, y: by }, to.radius + 2)
  const neck = towards(to, { x: bx, y: by }, to.radius + 2 + size)
  const [nx, ny] = [(tip.y - neck.y) * 0.45, (neck.x - tip.x) * 0.45]
  const head = `M${px(tip.x)} ${px(tip.y)}L${px(neck.x + nx)} ${px(neck.y + ny)}L${px(neck.x - nx)} ${px(neck.y - ny)}z`
  const line = `M${px(start.x)} ${px(start.y)}Q${px(bx)} ${px(by)} ${px(neck.x)} ${px(neck.y)}`
  const shaft = isShort
    ? undefined
    : markup`<path class="shaft" stroke-width="${px(1.5 + 4.5 * weight)}" d="${line}"/>`
  return markup`<g class="arrow ${flow.kind}"><title>${flow.title}</title>${shaft}<path class="head" d="${head}"/></g>`
}

const HEAD = 11
const LEAST_ROOM = 5
const BEND = 0.14

interface Point {
  readonly x: number
  readonly y: number
}

function towards(from: Point, to: Point, distance: number): Point {
  const share = distance / (Math.hypot(to.x - from.x, to.y - from.y) || 1)
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}
