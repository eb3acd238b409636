import type { Unit } from '../catalog/units.ts'

/**
 * How people write a number of that unit: `$5/Mtok`, `22s`, `128k`. Reading the text gives exactly
 * the number again.
 *
 * @param value in the canonical unit; finite and not negative.
 */
export function quantityText(value: number, unit: Unit): string {
  switch (unit) {
    case 'price':
      return `$${value}/Mtok`
    case 'money':
      return `$${value}`
    case 'duration':
      return inSteps(value, DURATION_STEPS) ?? `${value}ms`
    case 'tokens':
      return inSteps(value, TOKEN_STEPS) ?? `${value}`
    case 'rate':
      return `${value} tok/s`
    default:
      return `${value}`
  }
}

type Step = readonly [size: number, suffix: string]

const DURATION_STEPS: readonly Step[] = [
  [60_000, 'm'],
  [1000, 's'],
]

const TOKEN_STEPS: readonly Step[] = [
  [1_000_000, 'M'],
  [1000, 'k'],
  [1024, 'Ki'],
]

/** The number in the largest step that divides it. */
function inSteps(value: number, steps: readonly Step[]): string | undefined {
  if (!Number.isSafeInteger(value) || value === 0) return undefined
  const step = steps.find(([size]) => value % size === 0)
  return step === undefined ? undefined : `${value / step[0]}${step[1]}`
}
