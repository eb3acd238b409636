import { compareBytes } from '../../base/byte-order.ts'
import { exactProduct, exactSum } from '../../compile/exact.ts'
import { encodeNumber } from '../../ir/encode-number.ts'
import { encodeText } from '../../ir/encode-text.ts'

/** A part of a term, and its encoding. */
export type Part = readonly [value: unknown, text: string]

/** The values that are open, in the order in which the form declares them. */
export type Open = readonly (number | string)[]

export function node(op: string, args: readonly Part[]): Part {
  const term: unknown[] = [op]
  let text = `(${op}`
  for (const [value, encoding] of args) {
    term.push(value)
    text += ` ${encoding}`
  }
  return [term, `${text})`]
}

/** The arguments in the order of the bytes of their encodings, as the normal form has them. */
export function sorted(op: string, args: readonly Part[]): Part {
  return node(
    op,
    [...args].sort(([, a], [, b]) => compareBytes(a, b)),
  )
}

export function list(items: readonly Part[]): Part {
  return [items.map(([value]) => value), `[${items.map(([, text]) => text).join(',')}]`]
}

/** Members in the order of their keys' bytes. */
export function record(members: readonly (readonly [key: string, part: Part])[]): Part {
  const texts = members.map(([key, [, text]]) => `${encodeText(key)}:${text}`)
  return [Object.fromEntries(members.map(([key, [value]]) => [key, value])), `{${texts.join(',')}}`]
}

/** An open value as it is. */
export function at(open: Open, site: number): Part {
  const value = open[site]
  if (typeof value === 'string') return [value, encodeText(value)]
  return numberPart(value ?? Number.NaN)
}

export function minus(open: Open, site: number): Part {
  return numberPart(-numberAt(open, site))
}

/** A weight: the product of open values and a constant. */
export function times(open: Open, sites: readonly number[], by: number): Part {
  return weightPart(exactProduct([...sites.map((site) => numberAt(open, site)), by]))
}

/** The sum of open values and a constant. */
export function plus(open: Open, sites: readonly number[], and: number): Part {
  return weightPart(exactSum([...sites.map((site) => numberAt(open, site)), and]))
}

function numberAt(open: Open, site: number): number {
  return Number(open[site])
}

function numberPart(value: number): Part {
  return [value, encodeNumber(value)]
}

/** What comes out as 0 or 1 by rounding alone would have to be left out of the term. */
function weightPart(value: number): Part {
  if (Number.isFinite(value) && value !== 0 && Math.abs(value) !== 1) return numberPart(value)
  throw new RangeError(`a weight comes out as ${value} by rounding: choose a less extreme value`)
}
