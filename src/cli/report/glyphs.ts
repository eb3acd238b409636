/** One thing that is seen on a terminal: a character with what combines into it. */
export interface Glyph {
  readonly text: string
  /** Terminal columns: 0, 1 or 2. */
  readonly width: number
  /** UTF-16 code units of the original text that it stands for. */
  readonly length: number
}

/**
 * The text as a terminal shows it, one glyph at a time.
 *
 * Text from outside must not steer the terminal: control characters become their pictures
 * (U+001B is `␛`), and what would reorder or hide its neighbours becomes `�`.
 */
export function glyphsOf(text: string): readonly Glyph[] {
  if (PLAIN.test(text)) return [...text].map((char) => ({ text: char, width: 1, length: 1 }))
  return [...segmenter().segment(text)].flatMap(({ segment }) => glyphsOfCluster(segment))
}

/** The terminal columns that the text takes. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  return glyphsOf(text).reduce((sum, { width }) => sum + width, 0)
}

/** The text with everything that could steer a terminal made visible; line breaks too. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text
  return glyphsOf(text)
    .map((glyph) => glyph.text)
    .join('')
}

/** The same, but line breaks stay. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}

const PLAIN = /^[\x20-\x7e]*$/

let shared: Intl.Segmenter | undefined

/** Made on first use: most texts are ASCII, and it takes a while to load. */
function segmenter(): Intl.Segmenter {
  shared ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return shared
}

function glyphsOfCluster(cluster: string): readonly Glyph[] {
  // CRLF is one cluster.
  if (cluster === '\r\n') return [...cluster].flatMap(glyphsOfCluster)
  const code = cluster.codePointAt(0) ?? 0
  return [{ ...shapeOf(cluster, code), length: cluster.length }]
}

function shapeOf(cluster: string, code: number): Pick<Glyph, 'text' | 'width'> {
  if (code < 0x20) return { text: String.fromCodePoint(0x2400 + code), width: 1 }
  if (code === 0x7f) return { text: '\u2421', width: 1 }
  if (HIDING.test(cluster)) return { text: '\ufffd', width: 1 }
  if (COMBINING.test(cluster)) return { text: `\u25cc${cluster}`, width: 1 }
  return { text: cluster, width: isWide(cluster, code) ? 2 : 1 }
}

/** Surrogates, C1 and bidirectional controls, separators, invisible characters alone. */
const HIDING =
  /[\p{Cs}\u0080-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|^[\u200b-\u200d\u2060]/u

/** A mark with nothing to combine with: shown on a dotted circle. */
const COMBINING = /^\p{M}/u

const EMOJI = /^\p{Emoji_Presentation}|\ufe0f/u

function isWide(cluster: string, code: number): boolean {
  if (code < 0x1100) return false
  return WIDE.some(([low, high]) => code >= low && code <= high) || EMOJI.test(cluster)
}

/** The blocks whose characters have East Asian width W or F. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
]
