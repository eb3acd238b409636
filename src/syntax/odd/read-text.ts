/** A text that is not written as JSON would: other quotes, no end, odd escapes. */
export interface OddText {
  /** Where it ends, its closing quote included. */
  readonly end: number
  /** What it probably says. */
  readonly text: string
  readonly fault: 'quotes' | 'open' | 'escape'
}

/**
 * Reads a text that begins with some quote at `start` but is none of the language. Looks no
 * further than the end of the line.
 */
export function readOddText(source: string, start: number): OddText {
  const opener = source.charAt(start)
  const closers = CLOSERS.get(opener) ?? opener
  let end = start + 1
  let escapes = false
  for (; end < source.length && !isLineBreak(source.charCodeAt(end)); end++) {
    const character = source.charAt(end)
    if (character === '\\') {
      escapes = true
      if (end + 1 < source.length && !isLineBreak(source.charCodeAt(end + 1))) end++
    } else if (closers.includes(character)) {
      const fault = opener === '"' && character === '"' ? 'escape' : 'quotes'
      return { end: end + 1, text: unescaped(source.slice(start + 1, end)), fault }
    }
  }
  // Looking for an earlier end is for texts without escapes only: a hidden quote among the rest
  // would begin another text like this one, and so on through the line.
  const close = escapes ? undefined : endOfName(source, start + 1)
  const stop = close ?? trimmedEnd(source, start + 1, end)
  return { end: stop, text: unescaped(source.slice(start + 1, stop)), fault: 'open' }
}

const DOUBLE = '"“”„‟«»＂'
const SINGLE = "'‘’‛‹›＇"

/** The quotes that may begin a text, right or wrong. */
export const QUOTES = DOUBLE + SINGLE

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ...Array.from(DOUBLE, (each) => [each, DOUBLE] as const),
  ...Array.from(SINGLE, (each) => [each, SINGLE] as const),
])

/**
 * Where a text without an end was probably meant to end: after a name that a comma, a bracket or
 * a joining word follows, as in `provider in ["openai, groq]`.
 */
function endOfName(source: string, start: number): number | undefined {
  NAME_ALONE.lastIndex = start
  const name = NAME_ALONE.exec(source)
  return name === null ? undefined : start + name[0].length
}

const NAME_ALONE =
  /[\w.:/@+-]+(?=[ \t]*[,\])}]|[ \t]+(?:and|or|on|because|with|where|fallback|=)(?!\w))/y

function trimmedEnd(source: string, start: number, end: number): number {
  let last = end
  while (last > start && ' \t'.includes(source.charAt(last - 1))) last--
  return last
}

function isLineBreak(unit: number): boolean {
  return unit === 10 || unit === 13
}

/** The escapes of JSON and of quotes as they are; any other stays as written. */
function unescaped(content: string): string {
  return content.replace(/\\(u[0-9A-Fa-f]{4}|.)/gs, (whole, name: string) => {
    if (name.length === 5) return String.fromCharCode(Number.parseInt(name.slice(1), 16))
    return ESCAPES.get(name) ?? whole
  })
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ...Array.from('"\'`/\\', (each) => [each, each] as const),
  ...Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }),
])
