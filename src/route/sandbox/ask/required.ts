import { err, ok, type Result } from '../../../base/result.ts'
import { isJsonRecord, type JsonRecord, member } from '../../../catalog/json-data.ts'
import type { Refusal } from '../refusal.ts'

/** The model that a call names. */
export function modelOf(body: JsonRecord): Result<string, Refusal> {
  const model = member(body, 'model')
  return typeof model === 'string' && model !== '' ? ok(model) : err(missing('model'))
}

/** The messages of a conversation, each an object with a role. */
export function messagesOf(body: JsonRecord): Result<readonly JsonRecord[], Refusal> {
  const messages = member(body, 'messages')
  if (messages === undefined) return err(missing('messages'))
  if (!Array.isArray(messages) || messages.length === 0) {
    return err(invalid('messages', 'expected a list of one message or more'))
  }
  const wrong = messages.findIndex(
    (message) => !isJsonRecord(message) || typeof member(message, 'role') !== 'string',
  )
  if (wrong >= 0) return err(invalid(`messages[${wrong}]`, 'expected an object with a role'))
  return ok(messages)
}

/** The first of those limits that the body sets. */
export function limitOf(
  body: JsonRecord,
  names: readonly string[],
): Result<number | undefined, Refusal> {
  for (const name of names) {
    const value = member(body, name) ?? undefined
    if (value === undefined) continue
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
      ? ok(value)
      : err(invalid(name, 'expected a whole number of 1 or more'))
  }
  return ok(undefined)
}

export function missing(param: string): Refusal {
  return { kind: 'missing_parameter', message: `Missing required parameter: '${param}'.`, param }
}

export function invalid(param: string, expected: string): Refusal {
  return { kind: 'bad_request', message: `Invalid '${param}': ${expected}.`, param }
}
