/**
 * The id of a tool call as the Messages API takes it: letters, digits, `_` and `-`. Others write
 * `functions.get:0`; a character that is not taken is written as `_` and its code in hexadecimal,
 * the same in the call and in its result.
 */
export function toolUseId(id: string): string {
  return id.replace(NOT_TAKEN, (character) => `_${character.charCodeAt(0).toString(16)}`)
}

const NOT_TAKEN = /[^a-zA-Z0-9_-]/g
