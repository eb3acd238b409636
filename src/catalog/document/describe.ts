import { quoted } from '../quoted.ts'
import type { Located } from './located.ts'

/** A value in the words of a message: the text `x`, the number 5, a list. */
export function describe(value: Located): string {
  if (value.kind !== 'scalar') return `a ${value.kind}`
  const { value: scalar } = value
  switch (typeof scalar) {
    case 'string':
      return `the text ${quoted(scalar)}`
    case 'number':
      return `the number ${scalar}`
    case 'boolean':
      return String(scalar)
    default:
      return 'empty'
  }
}
