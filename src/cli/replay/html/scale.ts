/** Where values lie on an axis of a chart. */
export interface Scale {
  /** In pixels. */
  readonly at: (value: number) => number
  /** What is written on the axis, from the least. */
  readonly ticks: readonly number[]
}

/** The pixels of the least value of an axis and of its greatest. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** From `low` to `high` and as far beyond as it takes to end on even steps, about `most` of them. */
export function evenScale({ low, high }: Extent, stretch: Stretch, most: number): Scale {
  const step = evenStep((high - low || Math.abs(high) || 1) / most)
  const first = Math.floor(low / step + TINY)
  const last = Math.max(first + 1, Math.ceil(high / step - TINY))
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => product(first + i, step))
  const [least, size] = [first * step, (last - first) * step]
  return { at: (value) => between(stretch, (value - least) / size), ticks }
}

/** Even distances are even factors. Both ends are more than 0. */
export function factorScale({ low, high }: Extent, stretch: Stretch): Scale {
  const [least, most] = [Math.log10(low), Math.log10(high)]
  const size = most - least || 1
  const first = Math.floor(least)
  const steps = Array.from({ length: Math.ceil(most) - first + 1 }, (_, i) => power(first + i))
    .flatMap((each) => [1, 2, 5].map((factor) => product(factor, each)))
    .filter((tick) => tick >= low * (1 - TINY) && tick <= high * (1 + TINY))
  const powers = steps.filter((tick) => Number.isInteger(Math.log10(tick)))
  const ticks = steps.length <= MOST_STEPS || powers.length < 2 ? steps : powers
  return { at: (value) => between(stretch, (Math.log10(value) - least) / size), ticks }
}

/** Steps by 1, 2 and 5 beyond which powers of ten are enough. */
const MOST_STEPS = 5

export interface Extent {
  readonly low: number
  readonly high: number
}

export function extentOf(values: readonly number[]): Extent {
  return {
    low: values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    high: values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  }
}

/** A coordinate or a length, to the tenth of a pixel. */
export function px(value: number): string {
  const tenths = Math.round(value * 10)
  return tenths === 0 ? '0' : `${tenths / 10}`
}

function between({ from, to }: Stretch, share: number): number {
  return from + share * (to - from)
}

/** The least of 1, 2 and 5 times a power of ten that is not less. */
function evenStep(value: number): number {
  const exponent = Math.floor(Math.log10(value))
  const factor = [1, 2, 5].find((each) => product(each, power(exponent)) >= value * (1 - TINY))
  return factor === undefined ? power(exponent + 1) : product(factor, power(exponent))
}

/** Products and powers of decimals in binary, without what they have too much in the last places. */
function product(a: number, b: number): number {
  return Number((a * b).toPrecision(12))
}

function power(exponent: number): number {
  return Number(`1e${exponent}`)
}

/** What rounding may be off. */
const TINY = 1e-9
