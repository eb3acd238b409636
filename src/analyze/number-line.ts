import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { rankFieldName } from '../ir/vocabulary.ts'

/**
 * The values that a Num field can have, in order. There are finitely many, since they are doubles,
 * so every set of neighbours has a last one, and a comparison with a constant is a cut behind some
 * value. Equal cuts are equal comparisons: below 5 and up to the double before 5 are one.
 */
export interface NumberLine {
  /** The lowest and the highest known value, both finite and both included. */
  readonly low: number
  readonly high: number
  /** True when every known value is a whole number. */
  readonly whole: boolean
  /** What is read where nothing is known, if that lies apart from all known values. */
  readonly absent: number | undefined
}

/**
 * The line of a field: its declared domain, every finite number where none is declared, and the
 * default. The context window and the ranks are whole numbers, as a catalog accepts and computes
 * no others; a catalog takes any number of the domain for all other fields.
 */
export function numberLine(name: string, vocabulary: CatalogVocabulary): NumberLine {
  const info = vocabulary.info.get(name)
  const [low, high] = info !== undefined && 'domain' in info ? info.domain : EVERYTHING
  const whole = name === 'context' || isRank(name, vocabulary)
  const field = vocabulary.fields.get(name)
  const absent = field?.sort === 'Num' ? field.default : Number.NaN
  const line = {
    low: Math.max(whole ? Math.ceil(low) : low, -Number.MAX_VALUE),
    high: Math.min(whole ? Math.floor(high) : high, Number.MAX_VALUE),
    whole,
  }
  const apart = !(absent >= line.low && absent <= line.high) || (whole && !Number.isInteger(absent))
  return { ...line, absent: apart ? absent : undefined }
}

const EVERYTHING = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const

function isRank(name: string, { info }: CatalogVocabulary): boolean {
  const base = name.endsWith(RANK_SUFFIX) ? info.get(name.slice(0, -RANK_SUFFIX.length)) : undefined
  return base !== undefined && 'ranked' in base && base.ranked
}

const RANK_SUFFIX = rankFieldName('')

/** The greatest value below the bound. It may lie outside the line. */
export function lastBelow({ whole }: NumberLine, bound: number): number {
  const last = whole ? Math.ceil(bound) - 1 : bound
  // From 2^53 on, every double is whole and one less may be the same double.
  return last < bound ? last : doubleBefore(bound)
}

/** The greatest value up to the bound. It may lie outside the line. */
export function lastUpTo({ whole }: NumberLine, bound: number): number {
  return whole ? Math.floor(bound) : bound
}

/** The value that follows another. */
export function valueAfter({ whole }: NumberLine, value: number): number {
  return whole && value + 1 > value ? value + 1 : 0 - doubleBefore(-value)
}

const double = new Float64Array(1)
const halves = new Uint32Array(double.buffer)
/** Which half of a double is the lower one depends on the machine. */
const [LOWER, UPPER] = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0]

/** The greatest double below the value. */
function doubleBefore(value: number): number {
  if (value === 0) return -Number.MIN_VALUE
  double[0] = value
  const lower = halves[LOWER] ?? 0
  // The bits of a double count up with its magnitude.
  const step = value > 0 ? -1 : 1
  const carried = step < 0 ? lower === 0 : lower === 0xffffffff
  halves[LOWER] = lower + step
  if (carried) halves[UPPER] = (halves[UPPER] ?? 0) + step
  return double[0] ?? Number.NaN
}

/** Some value of the line within both ends that reads well: it has few digits. */
export function plainValue(line: NumberLine, first: number, last: number): number {
  const aim = aimWithin(first, last)
  const target = line.whole ? Math.round(aim) : aim
  for (let digits = 1; digits <= 17; digits++) {
    const value = Number(target.toPrecision(digits))
    if (value >= first && value <= last) return value + 0
  }
  return last
}

/** The middle, or a value near the end that people named where the other is out of sight. */
function aimWithin(first: number, last: number): number {
  if (last < BEYOND_FIGURES && first > -BEYOND_FIGURES) return first + (last - first) / 2
  if (first >= 0) return first === 0 ? 1 : first * 1.5
  if (last <= 0) return last === 0 ? -1 : last * 1.5
  return 0
}

/** No figure of the world is as large: whoever compares with it asks whether a value is known. */
export const BEYOND_FIGURES = 1e308
