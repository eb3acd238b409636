import { BYTE } from './byte.ts'
import { decodedText } from './decoded-text.ts'

/** What the parts of a message that are images are called: by Chat, by Responses, by Messages. */
const IMAGE_TYPES: ReadonlySet<string> = new Set(['image_url', 'input_image', 'image'])

/** Whether the key from `start` to `end` is `type`, which says what a part of a message is. */
export function isTypeKey(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    mayBegin(bytes, start, BYTE.t) &&
    isShort(start, end) &&
    decodedText(bytes, start, end) === 'type'
  )
}

/** Whether the value from `start` to `end` is the type of a part that is an image. */
export function isImageType(bytes: Uint8Array, start: number, end: number): boolean {
  const mayBe = bytes[start] === BYTE.quote && mayBegin(bytes, start, BYTE.i) && isShort(start, end)
  return mayBe && IMAGE_TYPES.has(decodedText(bytes, start, end))
}

/** Tells nearly all texts apart by their first character, unless it is escaped. */
function mayBegin(bytes: Uint8Array, start: number, letter: number): boolean {
  const first = bytes[start + 1]
  return first === letter || first === BYTE.backslash
}

/** No longer than `"input_image"` with every character escaped, as in `\u0069`. */
function isShort(start: number, end: number): boolean {
  return end - start <= 2 + 6 * 'input_image'.length
}
