/** How one kind of token looks. */
export interface Shape {
  /** The characters that it may begin with; {@link BEYOND_ASCII} stands for all of those. */
  readonly starts: string
  /** Where it ends when it begins at `start`; `start` itself when it does not. */
  readonly end: (text: string, start: number) => number
}

/** The shape that a regular expression with the flag `y` matches. */
export function shape(starts: string, pattern: RegExp): Shape {
  return {
    starts,
    end(text, start) {
      pattern.lastIndex = start
      return pattern.test(text) ? pattern.lastIndex : start
    },
  }
}

/** The shape of a spelling that is always the same. */
export function exactly(spelling: string): Shape {
  return {
    starts: spelling.charAt(0),
    end: (text, start) => (text.startsWith(spelling, start) ? start + spelling.length : start),
  }
}

/** Among the characters that a shape begins with: any from U+0080 on. */
export const BEYOND_ASCII = '\x80'

/** Among them: all that are seen on paper, `!` to `~`. */
export const VISIBLE_ASCII = String.fromCharCode(...Array.from({ length: 94 }, (_, i) => 0x21 + i))

/** Among them: what a plain word begins with. */
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
