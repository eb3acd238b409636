/** How far a number is from the bound that it misses. */
export interface Miss {
  /** In the unit of the field, not negative; 0 where only the bound itself is excluded. */
  readonly distance: number
  /** The distance as a share of the bound; undefined where the bound is 0. */
  readonly relative: number | undefined
}

/** The miss of one number against another; undefined where either is no finite number. */
export function missOf(observed: unknown, bound: unknown): Miss | undefined {
  if (!isFiniteNumber(observed) || !isFiniteNumber(bound)) return undefined
  const distance = Math.abs(observed - bound)
  return { distance, relative: bound === 0 ? undefined : distance / Math.abs(bound) }
}

/** The nearer first: by share of the bound where both have one; whatever has none comes last. */
export function compareMisses(a: Miss | undefined, b: Miss | undefined): number {
  return rank(a) - rank(b)
}

function rank(miss: Miss | undefined): number {
  return miss?.relative ?? Number.MAX_VALUE
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
