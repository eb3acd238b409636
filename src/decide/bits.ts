/*
 * Sets of rows as bits: bit `row % 32` of word `row / 32`. Bits beyond the last row are always 0,
 * so that complements and counts need no care elsewhere.
 */

export type Bits = Uint32Array

export function emptyBits(rows: number): Bits {
  return new Uint32Array((rows + 31) >>> 5)
}

export function fullBits(rows: number): Bits {
  return complement(emptyBits(rows), rows, emptyBits(rows))
}

export function setBit(bits: Bits, row: number): void {
  const word = row >>> 5
  bits[word] = (bits[word] ?? 0) | (1 << (row & 31))
}

export function hasBit(bits: Bits, row: number): boolean {
  return (((bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1
}

/** The rows for which the test holds. */
export function bitsWhere(rows: number, test: (row: number) => boolean): Bits {
  const bits = emptyBits(rows)
  for (let row = 0; row < rows; row++) if (test(row)) setBit(bits, row)
  return bits
}

/** Keeps in `target` what is also in `other`. */
export function intersect(target: Bits, other: Bits): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) & (other[i] ?? 0)
}

/** Adds to `target` what is in `other`. */
export function unite(target: Bits, other: Bits): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) | (other[i] ?? 0)
}

export function isDisjoint(a: Bits, b: Bits): boolean {
  for (let i = 0; i < a.length; i++) if (((a[i] ?? 0) & (b[i] ?? 0)) !== 0) return false
  return true
}

/** Writes to `target` the rows below `rows` that are not in `bits`. */
export function complement(bits: Bits, rows: number, target: Bits): Bits {
  for (let i = 0; i < bits.length; i++) target[i] = ~(bits[i] ?? 0)
  const spare = rows & 31
  if (spare !== 0) target[bits.length - 1] = (target[bits.length - 1] ?? 0) & ((1 << spare) - 1)
  return target
}

/** Writes the rows of the set in ascending order to `rows`, and answers how many they are. */
export function listRows(bits: Bits, rows: Uint32Array): number {
  let count = 0
  for (let i = 0; i < bits.length; i++) {
    for (let word = bits[i] ?? 0; word !== 0; word &= word - 1) {
      rows[count++] = (i << 5) + 31 - Math.clz32(word & -word)
    }
  }
  return count
}
