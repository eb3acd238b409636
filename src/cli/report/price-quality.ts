import type { Candidate } from '../../catalog/index.ts'
import { money, rounded } from './quantity.ts'
import { type PictureLook, type Point, scatter } from './scatter.ts'

/** The field that stands for quality where nothing else is said. */
export const QUALITY = 'quality'

/** The field that routes are sorted by where nobody knows their quality. */
export const PRICE = 'price_in'

/** A candidate in the plane of price and quality; undefined where it has no place in it. */
export interface Standing {
  readonly candidate: Candidate
  /** USD per million tokens at the usual mix, 3 in to 1 out. More than 0. */
  readonly price: number
  readonly quality: number
}

/** The candidates of which price and quality are known; free ones have no place on the axis. */
export function standings(candidates: readonly Candidate[]): readonly Standing[] {
  return candidates.flatMap((candidate) => {
    const price = mixedPrice(candidate)
    const quality = candidate[QUALITY]
    if (price === undefined || price <= 0 || typeof quality !== 'number') return []
    return [{ candidate, price, quality }]
  })
}

/** USD per million tokens at the usual mix, 3 in to 1 out; undefined where it is not known. */
export function mixedPrice({ price_in, price_out }: Candidate): number | undefined {
  return price_in === undefined || price_out === undefined
    ? undefined
    : 0.75 * price_in + 0.25 * price_out
}

/** Those than which nothing is both cheaper and better, cheapest first. */
export function frontier(standing: readonly Standing[]): readonly Standing[] {
  const sorted = standing.toSorted((a, b) => a.price - b.price || b.quality - a.quality)
  let best = Number.NEGATIVE_INFINITY
  return sorted.filter(({ quality }) => {
    const isBetter = quality > best
    if (isBetter) best = quality
    return isBetter
  })
}

/**
 * Price against quality, some candidates standing out, with a legend. Empty where no candidate has
 * a place in the plane.
 */
export function priceQualityPicture(
  { all, layers, floor }: PlaneContent,
  look: Omit<PictureLook, 'height'>,
): readonly string[] {
  const others: Layer = { candidates: all, sign: '·', role: 'faint', legend: 'others' }
  const drawn = [others, ...layers].filter(({ candidates }) => standings(candidates).length > 0)
  const points = drawn.flatMap(({ candidates, sign, role }): readonly Point[] =>
    standings(candidates).map(({ price, quality }) => ({ x: price, y: quality, sign, role })),
  )
  const picture = scatter(
    {
      points,
      floor: floor === undefined ? undefined : { y: floor, label: `quality >= ${rounded(floor)}` },
      xTitle: 'USD per million tokens, 3 in to 1 out; even steps are even factors',
      yTitle: QUALITY,
      xText: money,
      yText: (y) => y.toFixed(2),
    },
    { ...look, height: HEIGHT },
  )
  if (picture.length === 0) return []
  const legend = drawn
    .toReversed()
    .map(({ sign, role, legend }) => `${look.style[role](sign)} ${legend}`)
  return [...picture, `  ${legend.join('   ')}`]
}

export interface PlaneContent {
  /** Everything that is shown. */
  readonly all: readonly Candidate[]
  /** What stands out, later layers over earlier ones. */
  readonly layers: readonly Layer[]
  /** The quality that is asked for, drawn across. */
  readonly floor: number | undefined
}

export interface Layer {
  readonly candidates: readonly Candidate[]
  readonly sign: string
  readonly role: Point['role']
  readonly legend: string
}

const HEIGHT = 15
