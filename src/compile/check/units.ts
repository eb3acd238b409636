import { CANONICAL_UNIT, type Unit } from '../../catalog/units.ts'
import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'

/** How a constant of one unit suits a place for another. */
export type Fit =
  | 'fits'
  /** A plain number where only a number with a unit is clear. */
  | 'bare'
  /** `$5` where a price is wanted: for how many tokens? */
  | 'money-for-price'
  | 'other'

export function fitOf(wanted: Unit, found: Unit): Fit {
  if (wanted === found) return 'fits'
  if (found === 'number') return BARE.has(wanted) ? 'fits' : 'bare'
  if (wanted === 'number' && (found === 'ratio' || found === 'count')) return 'fits'
  if (wanted === 'tokens' && found === 'count') return 'fits'
  return wanted === 'price' && found === 'money' ? 'money-for-price' : 'other'
}

/** The unit of two constants that stand side by side, or undefined where none suits both. */
export function commonUnit(a: Unit, b: Unit): Unit | undefined {
  if (a === b) return a
  if (fitOf(a, b) === 'fits') return a
  return fitOf(b, a) === 'fits' ? b : undefined
}

/** Whose numbers are clear without a unit. */
const BARE: ReadonlySet<Unit> = new Set<Unit>(['tokens', 'ratio', 'count', 'number'])

/** How messages call a value of that unit. */
export const UNIT_NAMES = {
  price: 'a price',
  money: 'an amount of money',
  duration: 'a duration',
  tokens: 'a number of tokens',
  rate: 'a rate',
  ratio: 'a ratio',
  count: 'a count',
  number: 'a plain number',
} as const satisfies Record<Unit, string>

/** What stands under the carets: `price, USD per million tokens`. */
export function unitLabel(unit: Unit): string {
  const name = UNIT_NAMES[unit].replace(/^an? /, '')
  const canonical: string = CANONICAL_UNIT[unit]
  return canonical.startsWith('a ') || canonical === name ? name : `${name}, ${canonical}`
}

/** A value of that unit as people write it. */
export const UNIT_EXAMPLES = {
  price: '$5/Mtok',
  money: '$0.02',
  duration: '1500ms',
  tokens: '128k',
  rate: '60 tok/s',
  ratio: '0.8',
  count: '3',
  number: '2.5',
} as const satisfies Record<Unit, string>

/** The field that a constant of that unit was most likely meant for. */
export function fieldOfUnit(unit: Unit, { info }: CatalogVocabulary): string | undefined {
  const usual = USUAL_FIELDS[unit].find((name) => info.has(name))
  if (usual !== undefined) return usual
  for (const each of info.values()) if ('unit' in each && each.unit === unit) return each.name
  return undefined
}

const USUAL_FIELDS: Readonly<Record<Unit, readonly string[]>> = {
  price: ['price_out'],
  money: ['credits'],
  duration: ['latency_ms'],
  tokens: ['context'],
  rate: ['tok_s'],
  ratio: ['quality', 'success_rate'],
  count: [],
  number: [],
}
