/**
 * The one spelling of a finite number in an encoding, byte for byte what C99 prints.
 *
 * 0 and -0 are `0`. A whole number up to 2^53 in magnitude is written in plain digits. All else
 * is `%.17g`: 17 significant digits rounded half to even from the exact value, trailing zeros
 * dropped, in the form `d.ddde±dd` when the exponent is below -4 or above 16.
 *
 * `toPrecision(17)` is not that: it rounds ties upwards and switches to the exponent form at
 * other places. But `toExponential` is exact in every other respect, so only ties need care.
 */
export function encodeNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) <= LARGEST_PLAIN)
    return `${value === 0 ? 0 : value}`
  const sign = value < 0 ? '-' : ''
  const { digits, exponent } = seventeenDigits(Math.abs(value))
  const kept = withoutTrailingZeros(digits)
  if (exponent < -4 || exponent >= PRECISION) return sign + exponentForm(kept, exponent)
  return sign + pointForm(kept, exponent)
}

const LARGEST_PLAIN = 2 ** 53
const PRECISION = 17

/** `digits[0].digits[1…] × 10^exponent`. */
interface Significant {
  readonly digits: string
  readonly exponent: number
}

function seventeenDigits(value: number): Significant {
  // `d.dddddddddddddddde±x`
  const text = value.toExponential(PRECISION - 1)
  const digits = text.charAt(0) + text.slice(2, PRECISION + 1)
  const exponent = Number(text.slice(PRECISION + 2))
  return { digits: isTie(value, exponent) ? roundedToEven(digits) : digits, exponent }
}

/**
 * Whether the exact value lies halfway between two decimals of 17 digits: it has 18, the last a 5.
 *
 * The 18th digit stands for 10^(exponent-17). A double is a whole number times a power of two, so
 * its decimals end exactly there, and end in 5, when value × 2^(17-exponent) is an odd number:
 * then value = odd × 5^(17-exponent) × 10^(exponent-17). Scaling by a power of two is exact.
 */
function isTie(value: number, exponent: number): boolean {
  const scaled = value * 2 ** (PRECISION - exponent)
  return Number.isInteger(scaled) && scaled <= LARGEST_PLAIN && scaled % 2 === 1
}

/** `toExponential` took the upper neighbour; the even one is that or the one below. */
function roundedToEven(digits: string): string {
  const last = Number(digits.at(-1))
  return last % 2 === 0 ? digits : digits.slice(0, -1) + (last - 1)
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length
  while (digits.charCodeAt(end - 1) === ZERO) end--
  return digits.slice(0, end)
}

const ZERO = 0x30

function exponentForm(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  const power = `${Math.abs(exponent)}`.padStart(2, '0')
  return `${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${power}`
}

function pointForm(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const fraction = digits.slice(exponent + 1)
  return fraction === '' ? whole : `${whole}.${fraction}`
}
