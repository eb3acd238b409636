/**
 * Characters that only look like one of ours, as they come from word processors, chats and
 * keyboards of other scripts, and the ASCII ones they stand for.
 */
export function asciiOf(character: string): string | undefined {
  const code = character.charCodeAt(0)
  if (code > FULL_WIDTH && code < FULL_WIDTH + 0x5f)
    return String.fromCharCode(code - FULL_WIDTH + 0x20)
  return LOOK_ALIKES.get(character)
}

/** The word in ASCII if every character of it has a counterpart that may stand in a name. */
export function asciiWord(word: string): string | undefined {
  const ascii = Array.from(word, (each) => (each <= '\x7f' ? each : (asciiOf(each) ?? '?'))).join(
    '',
  )
  return /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(ascii) ? ascii : undefined
}

/** What a name looks like: the same for two names that readers cannot tell apart. */
export function skeleton(name: string): string {
  const ascii = name.replace(BEYOND_ASCII, (each) => asciiOf(each) ?? each)
  return ascii.replace(/[1I|]/g, 'l').replaceAll('0', 'O')
}

const BEYOND_ASCII = /[\u0080-\u{10ffff}]/gu

/** How a character is called where showing it would not help: `U+2013`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** `！` to `～` follow this one in the order of `!` to `~`. */
const FULL_WIDTH = 0xff00

/** As the inside of a class of a regular expression. */
export const LOOK_ALIKE_SPACES =
  '\\u0085\\u00a0\\u1680\\u2000-\\u200f\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff\\u00ad'

/** Likewise; letters and digits of the full width are for words, quotes for texts. */
export const LOOK_ALIKE_SIGNS =
  '\\u2010-\\u2015\\u2212×∗⋅·⁄∕÷、‚։∶¦∣…‥\\uff08-\\uff0f\\uff1a\\uff1c-\\uff1e\\uff3b\\uff3d\\uff5b-\\uff5d'

// biome-ignore format: table
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...alike('\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff', ''),
  ...alike('\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000', ' '),
  ...alike('\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a', ' '),
  ...alike('‐‑‒–—―−', '-'),
  ...alike('×∗⋅·', '*'),
  ...alike('⁄∕÷', '/'),
  ...alike('、‚', ','),
  ...alike('։∶', ':'),
  ...alike('¦∣', '|'),
  ...alike('…‥', '..'),
  // Cyrillic
  ['а', 'a'], ['с', 'c'], ['ԁ', 'd'], ['е', 'e'], ['һ', 'h'], ['і', 'i'], ['ј', 'j'], ['ӏ', 'l'],
  ['о', 'o'], ['р', 'p'], ['ԛ', 'q'], ['ѕ', 's'], ['ѵ', 'v'], ['ԝ', 'w'], ['х', 'x'], ['у', 'y'],
  ['А', 'A'], ['В', 'B'], ['С', 'C'], ['Е', 'E'], ['Н', 'H'], ['І', 'I'], ['К', 'K'], ['М', 'M'],
  ['О', 'O'], ['Р', 'P'], ['Т', 'T'], ['Х', 'X'],
  // Greek
  ['α', 'a'], ['ι', 'i'], ['κ', 'k'], ['ν', 'v'], ['ο', 'o'], ['ρ', 'p'], ['υ', 'u'], ['χ', 'x'],
])

function alike(odd: string, ascii: string): readonly (readonly [string, string])[] {
  return Array.from(odd, (each) => [each, ascii] as const)
}
