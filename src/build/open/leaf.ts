import { exactProduct, exactSum } from '../../compile/exact.ts'
import type { Interval } from './open-constant.ts'

/** What stands in a term in the place of a number or a text that is open, by the index of its site. */
export type Leaf =
  | { readonly kind: 'site'; readonly site: number }
  | { readonly kind: 'negative'; readonly site: number }
  | { readonly kind: 'product'; readonly sites: readonly number[]; readonly by: number }
  | { readonly kind: 'sum'; readonly sites: readonly number[]; readonly and: number }

export function leafValue(leaf: Leaf, values: readonly number[]): number {
  const value = (site: number): number => values[site] ?? Number.NaN
  switch (leaf.kind) {
    case 'site':
      return value(leaf.site)
    case 'negative':
      return -value(leaf.site)
    case 'product':
      return exactProduct([...leaf.sites.map(value), leaf.by])
    default:
      return exactSum([...leaf.sites.map(value), leaf.and])
  }
}

/**
 * How a number of a term is worked out, from what it is for two choices of the sites' values. The
 * values are odd enough that no other way gives the same twice.
 *
 * @param constants numbers that stand in the policy.
 * @returns undefined where it takes more than one operation.
 */
export function leafOf(
  [a, b]: readonly [number, number],
  [first, second]: readonly [readonly number[], readonly number[]],
  constants: ReadonlySet<number>,
): Leaf | undefined {
  const fits = (leaf: Leaf): boolean =>
    Object.is(leafValue(leaf, first), a) && Object.is(leafValue(leaf, second), b)
  const sites = [...first.keys()].filter((site) => Number.isFinite(first[site]))
  for (const site of sites) {
    const plain = (['site', 'negative'] as const).map((kind): Leaf => ({ kind, site })).find(fits)
    if (plain !== undefined) return plain
  }
  const groups = sites.flatMap((site) => [
    [site],
    ...sites.filter((other) => other >= site).map((other) => [site, other]),
  ])
  for (const group of groups) {
    for (const constant of constants) {
      const leaf = [
        { kind: 'product', sites: group, by: constant } as const,
        { kind: 'sum', sites: group, and: constant } as const,
      ].find(fits)
      if (leaf !== undefined) return leaf
    }
  }
  return undefined
}

/** Where the value of a leaf lies while each site lies between two values, which it does not take. */
export function leafInterval(leaf: Leaf, sites: readonly Interval[]): Interval {
  if (leaf.kind === 'site' || leaf.kind === 'negative') return cornersOf(leaf, [leaf.site], sites)
  return cornersOf(leaf, leaf.sites, sites)
}

function cornersOf(leaf: Leaf, used: readonly number[], sites: readonly Interval[]): Interval {
  const corners = used.reduce<readonly (readonly number[])[]>(
    (rows, site) => {
      const { low, high } = sites[site] ?? { low: Number.NaN, high: Number.NaN }
      return rows.flatMap((row) => [low, high].map((end) => row.with(site, end)))
    },
    [sites.map(({ low }) => low)],
  )
  const values = corners.map((row) => leafValue(leaf, row))
  return { low: Math.min(...values), high: Math.max(...values) }
}
