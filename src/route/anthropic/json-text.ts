import { isJsonRecord, type JsonRecord, member } from '../../catalog/json-data.ts'

/**
 * The record that a text of JSON is, or undefined for any other text. One that is nested deeper
 * than 256 levels is none either: what is read here is written again, and writing is recursive.
 */
export function recordOfJson(text: string): JsonRecord | undefined {
  if (isDeep(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isJsonRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * The text that the record has under the name, or the empty one. Nothing else is made a text: an
 * object of outside may have a `toString` that is no function, and the conversion would throw.
 */
export function textIn(record: JsonRecord, name: string): string {
  const value = member(record, name)
  return typeof value === 'string' ? value : ''
}

/** The record as text, or undefined where it is nested too deep to be written. */
export function jsonOfRecord(record: JsonRecord): string | undefined {
  try {
    return JSON.stringify(record)
  } catch {
    return undefined
  }
}

const DEEPEST = 256

function isDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (inString) {
      if (character === '\\') at++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
    if (depth > DEEPEST) return true
  }
  return false
}
