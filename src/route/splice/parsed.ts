/** What valid JSON in UTF-8 from `start` to `end` stands for. */
export function parsed(bytes: Uint8Array, start: number, end: number): unknown {
  return JSON.parse(UTF_8.decode(bytes.subarray(start, end)))
}

// A byte order mark in a text is a character of it.
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true })
