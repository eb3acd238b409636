/** What a piece of text is, so that its colour is chosen in one place. */
export interface Style {
  readonly error: Paint
  readonly warning: Paint
  readonly info: Paint
  /** A place that matters beside the one a report is about. */
  readonly related: Paint
  /** The frame around source text: line numbers, bars, arrows. */
  readonly frame: Paint
  readonly strong: Paint
  readonly faint: Paint
  readonly good: Paint
  readonly bad: Paint
  readonly accent: Paint
}

export type Paint = (text: string) => string

export type Role = keyof Style

/** The colours of a terminal's own palette, so that they suit its background; or none. */
export function styleOf({ color }: { readonly color: boolean }): Style {
  return color ? COLORED : PLAIN
}

/** SGR parameters of ECMA-48: what turns an attribute on, and what turns it off. */
const BOLD = [1, 22] as const
const DIM = [2, 22] as const
const RED = [31, 39] as const
const GREEN = [32, 39] as const
const YELLOW = [33, 39] as const
const CYAN = [36, 39] as const
const BRIGHT_BLUE = [94, 39] as const

type Attribute = readonly [on: number, off: number]

const COLORED: Style = {
  error: paint(BOLD, RED),
  warning: paint(BOLD, YELLOW),
  info: paint(BOLD, CYAN),
  related: paint(BOLD, BRIGHT_BLUE),
  frame: paint(BRIGHT_BLUE),
  strong: paint(BOLD),
  faint: paint(DIM),
  good: paint(GREEN),
  bad: paint(RED),
  accent: paint(CYAN),
}

const PLAIN: Style = {
  error: asIs,
  warning: asIs,
  info: asIs,
  related: asIs,
  frame: asIs,
  strong: asIs,
  faint: asIs,
  good: asIs,
  bad: asIs,
  accent: asIs,
}

function paint(...attributes: readonly Attribute[]): Paint {
  const on = attributes.map(([code]) => `\u001b[${code}m`).join('')
  const off = attributes
    .toReversed()
    .map(([, code]) => `\u001b[${code}m`)
    .join('')
  return (text) => (text === '' ? '' : on + text + off)
}

function asIs(text: string): string {
  return text
}
