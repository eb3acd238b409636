/** What people and models write to each other: prose, quotes, line breaks and code. */
export const PROSE = `When the request arrives, the "router" reads it once.\n\n    if (at < end) return at + 1\n
It is forwarded as it came, but for what the project owns: nothing is parsed that nobody asked for. `

/**
 * A conversation of about as many bytes, in messages of at most five kilobytes.
 *
 * @param text what the messages say, again and again.
 * @param others the members beside the messages.
 */
export function chatBody(text: string, size: number, others: object): Uint8Array {
  const each = Math.min(size / 2, 5_000)
  const content = text.repeat(Math.ceil(each / Buffer.byteLength(text)))
  const count = Math.ceil(size / Buffer.byteLength(content))
  const messages = Array.from({ length: count }, (_, i) => ({
    role: i % 2 === 0 ? 'user' : 'assistant',
    content,
  }))
  return new TextEncoder().encode(JSON.stringify({ ...others, messages }))
}
