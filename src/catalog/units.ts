import { type Scale, scaleDecimal } from '../base/decimal.ts'

/** What a number measures. The canonical unit of each is in {@link CANONICAL_UNIT}. */
export type Unit = 'price' | 'money' | 'duration' | 'tokens' | 'rate' | 'ratio' | 'count' | 'number'

/** What a parameter of a policy may be measured in, each the name of a type. */
export const UNITS: readonly Unit[] = [
  'price',
  'money',
  'duration',
  'tokens',
  'rate',
  'ratio',
  'count',
  'number',
]

/** The unit in which the wire format carries a number of that kind, for people to read. */
export const CANONICAL_UNIT = {
  price: 'USD per million tokens',
  money: 'USD',
  duration: 'milliseconds',
  tokens: 'tokens',
  rate: 'tokens per second',
  ratio: 'a ratio',
  count: 'a whole number',
  number: 'a number',
} as const satisfies Record<Unit, string>

/** A number as read from text: its value in the canonical unit, and what the text said it is. */
export interface Quantity {
  readonly value: number
  /** `number` when no unit was written; `tokens` for `4k`, `128Ki` and `1M`. */
  readonly unit: Unit
}

// biome-ignore format: table
const SUFFIXES = {
  '$/Mtok': { unit: 'price',    factor: 1n,    exponent: 0 },
  '$/ktok': { unit: 'price',    factor: 1n,    exponent: 3 },
  '$/tok':  { unit: 'price',    factor: 1n,    exponent: 6 },
  '$':      { unit: 'money',    factor: 1n,    exponent: 0 },
  ms:       { unit: 'duration', factor: 1n,    exponent: 0 },
  s:        { unit: 'duration', factor: 1n,    exponent: 3 },
  m:        { unit: 'duration', factor: 6n,    exponent: 4 },
  h:        { unit: 'duration', factor: 36n,   exponent: 5 },
  k:        { unit: 'tokens',   factor: 1n,    exponent: 3 },
  M:        { unit: 'tokens',   factor: 1n,    exponent: 6 },
  Ki:       { unit: 'tokens',   factor: 1024n, exponent: 0 },
  Mi:       { unit: 'tokens',   factor: 1048576n, exponent: 0 },
  'tok/s':  { unit: 'rate',     factor: 1n,    exponent: 0 },
  '%':      { unit: 'ratio',    factor: 1n,    exponent: -2 },
  '':       { unit: 'number',   factor: 1n,    exponent: 0 },
} as const satisfies Record<string, Scale & { unit: Unit }>

/** Every way to write `digits` as that unit: `$5/Mtok`, `$5/ktok`, `$5/tok` for 5 as a price. */
export function spellings(digits: string, wanted: Unit): readonly string[] {
  return Object.entries(SUFFIXES).flatMap(([suffix, { unit }]) => {
    if (unit !== wanted) return []
    const [dollar, rest] = suffix.startsWith('$') ? ['$', suffix.slice(1)] : ['', suffix]
    return [`${dollar}${digits}${rest === 'tok/s' ? ' ' : ''}${rest}`]
  })
}

/** The dollar, the digits, and what comes behind them. */
const SHAPE = /^(\$?)(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*([/%A-Za-z]*)$/

/**
 * Reads a number with its unit: `0.8`, `80%`, `$5/Mtok`, `$0.02`, `1500ms`, `128Ki`, `60 tok/s`.
 *
 * @returns undefined when the text is not a number with a unit of this language.
 */
export function parseQuantity(text: string): Quantity | undefined {
  const [, dollar = '', digits = '', suffix = ''] = SHAPE.exec(text) ?? []
  const key = dollar + suffix
  if (digits === '' || !Object.hasOwn(SUFFIXES, key)) return undefined
  const { unit, factor, exponent } = SUFFIXES[key as keyof typeof SUFFIXES]
  return { unit, value: scaleDecimal(digits, { factor, exponent }) }
}
