import { member, recordOf } from '../../catalog/json-data.ts'

/**
 * Whether a value is an error where an answer is expected: `{"error": …}`, a list that begins with
 * one as Gemini sends it, `{"type": "error"}` of Anthropic, `{"object": "error"}` of Mistral.
 */
export function isError(value: unknown): boolean {
  if (Array.isArray(value)) return member(recordOf(value[0]), 'error') !== undefined
  const record = recordOf(value)
  const error = member(record, 'error')
  if (error !== undefined && error !== null && error !== false) return true
  return member(record, 'type') === 'error' || member(record, 'object') === 'error'
}
