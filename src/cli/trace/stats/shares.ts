/**
 * What share of the whole each count is, in tenths of a percent. Together they are the whole, 1000:
 * each is rounded down, and what is left goes to those that lost the most, the first ones first.
 * All are 0 where there is nothing.
 */
export function sharesOf(counts: readonly number[]): readonly number[] {
  const whole = counts.reduce((sum, count) => sum + count, 0)
  if (whole === 0) return counts.map(() => 0)
  // The remainders are whole numbers: nothing is rounded before they are compared.
  const parts = counts.map((count, index) => ({
    index,
    share: Math.floor((count * WHOLE) / whole),
    rest: (count * WHOLE) % whole,
  }))
  const left = WHOLE - parts.reduce((sum, { share }) => sum + share, 0)
  const lifted = new Set(
    parts
      .toSorted((a, b) => b.rest - a.rest || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  )
  return parts.map(({ share, index }) => share + (lifted.has(index) ? 1 : 0))
}

const WHOLE = 1000

/** `57.1%` of 571 tenths. */
export function percentText(tenths: number): string {
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`
}
