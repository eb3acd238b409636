import { BYTE } from './byte.ts'
import { parsed } from './parsed.ts'

/** What a text means that stands in double quotes from `start` to `end`: `"mod\u0065l"` is `model`. */
export function decodedText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > LONGEST_NAME) return String(parsed(bytes, start, end))
  // Names are short, and put together faster than a decoder is called.
  let text = ''
  for (let at = start + 1; at < end - 1; at++) {
    const byte = bytes[at] ?? 0
    if (byte === BYTE.backslash || byte >= 0x80) return String(parsed(bytes, start, end))
    text += String.fromCharCode(byte)
  }
  return text
}

const LONGEST_NAME = 40
