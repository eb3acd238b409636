import { plain, toNumber } from '../../../catalog/money.ts'
import type { WhatIfSummary } from '../../../trace/what-if/index.ts'
import { type Chart, type Drawing, LETTER, type Room } from './chart.ts'
import { type Bucket, type Buckets, bucketsOf } from './day-buckets.ts'
import { dollarTicks } from './figures.ts'
import { type Markup, markup } from './markup.ts'
import { evenScale, px, type Scale } from './scale.ts'

/** What was paid day by day, and what would have been: two bars for each. */
export function daysChart({ days, total }: WhatIfSummary): Chart {
  const content = bucketsOf(days)
  const { unit, buckets } = content
  const [first, last] = [buckets[0]?.key, buckets.at(-1)?.key]
  return {
    id: 'days-chart',
    title: `Cost by ${unit}`,
    description: `Bars for each ${unit} from ${first} to ${last}: what it cost, and what it would have cost. In all $${plain(total.before, 2)} before and $${plain(total.after, 2)} after.`,
    draw: (room) => drawn(content, room),
  }
}

function drawn({ buckets, unit }: Buckets, { width }: Room): Drawing {
  const most = buckets.map(({ before, after }) => Math.max(toNumber(before), toNumber(after)))
  const high = most.reduce((a, b) => Math.max(a, b), 0)
  const y = evenScale({ low: 0, high }, { from: HEIGHT - BOTTOM, to: TOP }, 4)
  const texts = dollarTicks(y.ticks)
  const left = Math.max(...texts.map(({ length }) => length)) * LETTER + 10
  const frame: Frame = { left, slot: (width - left) / buckets.length, right: width }
  return {
    height: HEIGHT,
    shapes: [
      ...y.ticks.map((tick, i) => gridLine(y.at(tick), texts[i] ?? '', frame)),
      ...buckets.map((bucket, i) => bars(bucket, i, { y, frame })),
      ...dayLabels(buckets, unit, frame),
    ],
  }
}

const HEIGHT = 260
const TOP = 10
const BOTTOM = 26

interface Frame {
  readonly left: number
  /** The width of what one bucket has. */
  readonly slot: number
  readonly right: number
}

function gridLine(y: number, text: string, { left, right }: Frame): Markup {
  return markup`<path class="grid" d="M${px(left)} ${px(y)}H${px(right)}"/><text class="axis" x="${px(left - 8)}" y="${px(y + 4)}" text-anchor="end">${text}</text>`
}

interface Plot {
  readonly y: Scale
  readonly frame: Frame
}

function bars({ key, before, after }: Bucket, index: number, { y, frame }: Plot): Markup {
  const { left, slot } = frame
  const width = Math.min(MOST_WIDTH, slot * 0.38)
  const middle = left + (index + 0.5) * slot
  const rect = (look: string, x: number, value: number) => {
    const [top, bottom] = [y.at(Math.max(0, value)), y.at(0)]
    return markup`<rect class="${look}" x="${px(x)}" y="${px(top)}" width="${px(width)}" height="${px(bottom - top)}"/>`
  }
  const title = `${key}: $${plain(before, 2)} before, $${plain(after, 2)} after`
  return markup`<g><title>${title}</title>${rect('before', middle - width, toNumber(before))}${rect('after', middle, toNumber(after))}</g>`
}

const MOST_WIDTH = 34

/** As many as there is room for, evenly spread; a year is said where it is not plain. */
function dayLabels(
  buckets: readonly Bucket[],
  unit: Buckets['unit'],
  { left, slot, right }: Frame,
): readonly Markup[] {
  const textOf = (key: string) => (unit === 'day' ? key.slice('YYYY-'.length) : key)
  const longest = Math.max(...buckets.map(({ key }) => textOf(key).length)) * LETTER + 14
  const step = Math.max(1, Math.ceil(longest / slot))
  return buckets.flatMap(({ key }, i) => {
    if (i % step !== 0) return []
    const x = Math.min(left + (i + 0.5) * slot, right - longest / 2)
    return markup`<text class="axis" x="${px(x)}" y="${px(HEIGHT - 8)}" text-anchor="middle">${textOf(key)}</text>`
  })
}
