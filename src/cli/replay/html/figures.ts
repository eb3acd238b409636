import { type Decimal, plain, toNumber } from '../../../catalog/money.ts'
import type { Mean, Side } from '../../../trace/what-if/index.ts'
import { money } from '../../report/quantity.ts'
import { type Markup, markup } from './markup.ts'

/** How figures are written: one way for each kind, the same in every table and chart. */

/** `12,345` */
export function count(value: number): string {
  return grouped(`${value}`)
}

/** `1 request`, `12,345 requests` */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`
}

/** The dollars along an axis: `$0`, `$8,000` where all are whole, else as {@link money} has them. */
export function dollarTicks(ticks: readonly number[]): readonly string[] {
  const areWhole = ticks.every(Number.isInteger)
  return ticks.map((tick) => (areWhole ? `$${count(tick)}` : money(tick)))
}

/**
 * USD to the last digit, what is less than a cent in smaller type: `$1,234.567891`.
 *
 * @param places how many to write at least, so that the points of a column stand below each other.
 */
export function usd(value: Decimal, places = CENTS): Markup {
  return signedUsd(value, { places, plus: '' })
}

/** The same with its sign: `+$0.25`, `−$3.00`, `$0.00`. */
export function difference(value: Decimal, places = CENTS): Markup {
  return signedUsd(value, { places, plus: '+' })
}

/** How many places all of these need to be written exactly, and at least two. */
export function placesOf(values: readonly Decimal[]): number {
  return values.reduce((most, value) => Math.max(most, fractionOf(plain(value)).length), CENTS)
}

/** Whole and hundredths. */
const CENTS = 2

/** How much more than before, in percent: `+12.5%`, `−3.0%`; a dash where it cost nothing before. */
export function change(before: Decimal, increase: Decimal): string {
  if (before.digits === 0n) return increase.digits === 0n ? '0.0%' : DASH
  return signed(percentOf(increase, before), increase)
}

/** How many of so many, in percent: `12.5%`; a dash of none. */
export function share(part: number, whole: number): string {
  if (whole === 0) return DASH
  const value = { digits: BigInt(part), exponent: 0 }
  return percentOf(value, { digits: BigInt(whole), exponent: 0 })
}

/** Stands for what nobody knows or what does not exist. */
export const DASH = '–'

/** The mean to three places; undefined where nothing is known. */
export function meanOf({ sum, count }: Mean): number | undefined {
  return count === 0 ? undefined : toNumber(sum) / count
}

export function mean(value: Mean): string {
  return meanOf(value)?.toFixed(3) ?? DASH
}

/** USD for one request; undefined where dollars stand for none. */
export function eachOf({ usd, compared }: Pick<Side, 'usd' | 'compared'>): number | undefined {
  return compared === 0 ? undefined : toNumber(usd) / compared
}

/** USD for one request, to three digits. */
export function each(side: Pick<Side, 'usd' | 'compared'>): string {
  const value = eachOf(side)
  return value === undefined ? DASH : money(value)
}

/** `2026-11-10 09:30:00 UTC` for an instant in UTC; anything else as it is. */
export function instant(text: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(text) ?? []
  return day === undefined ? text : `${day} ${time} UTC`
}

interface Writing {
  readonly places: number
  /** What stands before amounts of more than 0. */
  readonly plus: string
}

function signedUsd(value: Decimal, { places, plus }: Writing): Markup {
  const text = plain(magnitudeOf(value), places)
  const fraction = fractionOf(text)
  const whole = grouped(text.slice(0, text.length - fraction.length - 1))
  const sign = value.digits === 0n ? '' : value.digits < 0n ? MINUS : plus
  const fine = fraction.slice(CENTS)
  const rest = fine === '' ? undefined : markup`<small>${fine}</small>`
  return markup`<span class="usd">${sign}$${whole}.${fraction.slice(0, CENTS)}${rest}</span>`
}

const MINUS = '−'

function signed(text: string, { digits }: Decimal): string {
  return digits === 0n ? text : `${digits < 0n ? MINUS : '+'}${text}`
}

/** Percent to one place, halves away from 0, without a sign; what is less than that says so. */
function percentOf(part: Decimal, whole: Decimal): string {
  const [a, b] = [magnitudeOf(part), magnitudeOf(whole)]
  const exponent = Math.min(a.exponent, b.exponent)
  const digitsOf = ({ digits, exponent: own }: Decimal) => digits * 10n ** BigInt(own - exponent)
  const tenths = (digitsOf(a) * 2000n + digitsOf(b)) / (digitsOf(b) * 2n)
  if (tenths === 0n && a.digits !== 0n) return '<0.1%'
  const text = plain({ digits: tenths, exponent: -1 }, 1)
  return `${grouped(text.slice(0, -2))}${text.slice(-2)}%`
}

function magnitudeOf(value: Decimal): Decimal {
  return value.digits < 0n ? { ...value, digits: -value.digits } : value
}

function fractionOf(text: string): string {
  return text.split('.')[1] ?? ''
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',')
}
