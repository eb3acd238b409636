import { visible } from '../../report/glyphs.ts'

/** Text that is HTML or SVG already. Made by {@link markup} alone, so that nothing else gets by. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Shown = string | number | Markup | readonly Markup[] | undefined

/**
 * HTML or SVG with values in it, which are text unless they are markup themselves. Text is
 * escaped for both places where it may stand, between tags and in an attribute in double quotes;
 * what would reorder or hide its neighbours is made visible. Undefined leaves nothing.
 */
export function markup(pieces: TemplateStringsArray, ...values: readonly Shown[]): Markup {
  const [first = '', ...rest] = pieces
  return new Markup(first + rest.map((piece, i) => shown(values[i]) + piece).join(''))
}

/** One after the other, with nothing or a text in between. */
export function joined(parts: readonly Markup[], between = ''): Markup {
  return new Markup(parts.map(({ text }) => text).join(escaped(between)))
}

export const NOTHING = new Markup('')

/** A name from outside, in a direction of its own. */
export function name(text: string): Markup {
  return markup`<bdi>${text}</bdi>`
}

/** A piece of a policy, in a direction of its own. */
export function code(text: string): Markup {
  return markup`<code dir="auto">${text}</code>`
}

function shown(value: Shown): string {
  if (value === undefined) return ''
  if (value instanceof Markup) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return escaped(`${value}`)
}

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => REFERENCES.get(char) ?? char)
}

const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])
