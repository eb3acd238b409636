import { isPlainArray, lengthOf, ownValue } from './plain-data.ts'

/** What was found, as a message says it: `the number 5`, ``the text `abc` ``, `an empty array`. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value === '' ? 'an empty text' : `the text ${quote(value)}`
    case 'number':
      return describeNumber(value)
    case 'boolean':
      return `${value}`
    case 'undefined':
      return 'nothing'
    case 'object':
      return describeObject(value)
    default:
      return `a ${typeof value}`
  }
}

/** An array that begins with something else than it should. */
export function describeStart(array: object): string {
  if (lengthOf(array) === 0) return 'an empty array'
  return `an array that begins with ${describeValue(ownValue(array, 0))}`
}

/** Text of the user in backticks, cut at 40 characters. */
export function quote(text: string): string {
  const shown = [...text.slice(0, 2 * LONGEST)].slice(0, LONGEST).join('')
  const rest = shown.length < text.length ? '…' : ''
  return `\`${escapeUnprintable(shown)}${rest}\``
}

/** Escapes what would not show on a line, or would rearrange it. */
export function escapeUnprintable(text: string): string {
  return text.replace(/\p{C}|[\u2028\u2029]/gu, escapeCharacter)
}

const LONGEST = 40

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`
}

function describeNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  return Number.isFinite(value) ? `the number ${value}` : 'an infinite number'
}

function describeObject(value: object | null): string {
  if (value === null) return 'null'
  if (!isPlainArray(value)) return 'an object'
  return lengthOf(value) === 0 ? 'an empty array' : 'an array'
}
