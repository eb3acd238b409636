import type { Relation } from '../ir/relations.ts'
import type { Bits } from './bits.ts'

/** Writes to `mask` the rows whose value stands in the relation to `bound`. */
export type CompareKernel = (values: Float64Array, bound: number, mask: Bits) => void

/*
 * In plain form, each of these is
 *
 *     for (let row = 0; row < values.length; row++) if (values[row] < bound) setBit(mask, row)
 *
 * Written out word by word, and without a branch on the comparison: on mixed data a branch that
 * is missed costs more than the comparison. One function a relation, so that each loop is
 * compiled for its own comparison. `bench/decide-kernels.ts` has the figures.
 */
export const COMPARE: Readonly<Record<Relation, CompareKernel>> = {
  lt: (values, bound, mask) => {
    for (let row = 0, word = 0; row < values.length; word++) {
      const end = Math.min(row + 32, values.length)
      let bits = 0
      for (let bit = 0; row < end; row++, bit++) bits |= Number((values[row] ?? 0) < bound) << bit
      mask[word] = bits
    }
  },
  le: (values, bound, mask) => {
    for (let row = 0, word = 0; row < values.length; word++) {
      const end = Math.min(row + 32, values.length)
      let bits = 0
      for (let bit = 0; row < end; row++, bit++) bits |= Number((values[row] ?? 0) <= bound) << bit
      mask[word] = bits
    }
  },
  eq: (values, bound, mask) => {
    for (let row = 0, word = 0; row < values.length; word++) {
      const end = Math.min(row + 32, values.length)
      let bits = 0
      for (let bit = 0; row < end; row++, bit++) bits |= Number(values[row] === bound) << bit
      mask[word] = bits
    }
  },
  ne: (values, bound, mask) => {
    for (let row = 0, word = 0; row < values.length; word++) {
      const end = Math.min(row + 32, values.length)
      let bits = 0
      for (let bit = 0; row < end; row++, bit++) bits |= Number(values[row] !== bound) << bit
      mask[word] = bits
    }
  },
  ge: (values, bound, mask) => {
    for (let row = 0, word = 0; row < values.length; word++) {
      const end = Math.min(row + 32, values.length)
      let bits = 0
      for (let bit = 0; row < end; row++, bit++) bits |= Number((values[row] ?? 0) >= bound) << bit
      mask[word] = bits
    }
  },
  gt: (values, bound, mask) => {
    for (let row = 0, word = 0; row < values.length; word++) {
      const end = Math.min(row + 32, values.length)
      let bits = 0
      for (let bit = 0; row < end; row++, bit++) bits |= Number((values[row] ?? 0) > bound) << bit
      mask[word] = bits
    }
  },
}

/** Writes to `mask` the rows whose name has the code; see {@link NameColumn}. */
export function equalCodes(codes: Uint32Array, code: number, mask: Bits): void {
  for (let row = 0, word = 0; row < codes.length; word++) {
    const end = Math.min(row + 32, codes.length)
    let bits = 0
    for (let bit = 0; row < end; row++, bit++) bits |= Number(codes[row] === code) << bit
    mask[word] = bits
  }
}
