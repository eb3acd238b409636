/** A JSON object cut into its members the slow way; put together again it is what it was. */
export interface Outline {
  /** Up to the opening brace. */
  readonly head: string
  readonly members: readonly OutlineMember[]
  /** From the blanks before the closing brace on. */
  readonly tail: string
}

export interface OutlineMember {
  /** A comma where one stands, and blanks. */
  readonly glue: string
  /** The key as it is written. */
  readonly key: string
  readonly colon: string
  readonly value: string
}

/** @param text valid JSON in UTF-8, one character a byte. */
export function outlineOf(text: string): Outline {
  const [head = ''] = text.match(/^\s*\{/) ?? []
  const members: OutlineMember[] = []
  let rest = text.slice(head.length)
  for (;;) {
    const [whole, glue = '', key = '', colon = ''] = rest.match(MEMBER) ?? []
    if (whole === undefined) return { head, members, tail: rest }
    const value = valueAtStart(rest.slice(whole.length))
    members.push({ glue, key, colon, value })
    rest = rest.slice(whole.length + value.length)
  }
}

export function joined({ head, members, tail }: Outline): string {
  const inside = members.map(({ glue, key, colon, value }) => glue + key + colon + value)
  return head + inside.join('') + tail
}

/** The name that a key stands for. */
export function nameOf({ key }: OutlineMember): string {
  return JSON.parse(utf8(key))
}

/** One character a byte, and back. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

/** The text that bytes stand for which are given one character each. */
export function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}

const MEMBER = /^(\s*,?\s*)("(?:[^"\\]|\\.)*")(\s*:\s*)/

function valueAtStart(text: string): string {
  const [token = ''] = text.match(/^(?:"(?:[^"\\]|\\.)*"|[[{]|[^\s,\]}]+)/) ?? []
  if (token !== '[' && token !== '{') return token
  let end = 1
  while (!/^[\]}]/.test(text.slice(end))) {
    const [glue = ''] = text.slice(end).match(/^[\s,:]*/) ?? []
    end += glue.length
    if (!/^[\]}]/.test(text.slice(end))) end += valueAtStart(text.slice(end)).length
  }
  return text.slice(0, end + 1)
}
