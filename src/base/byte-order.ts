/**
 * Compares two strings by their UTF-8 bytes, which is code point order.
 *
 * `<` on JavaScript strings compares UTF-16 units and puts U+1F600 (a surrogate pair, D83D…)
 * before U+FF5E; in bytes it comes after. A surrogate sorts above every other unit here, so
 * lifting both ranges past each other restores code point order without encoding anything.
 *
 * @returns negative, zero or positive, as `Array.prototype.sort` expects.
 */
export function compareBytes(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return a.length - b.length
}

function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
