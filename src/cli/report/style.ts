import { Chalk } from 'chalk'

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
  const paint = new Chalk({ level: color ? 1 : 0 })
  return {
    error: only(paint.bold.red),
    warning: only(paint.bold.yellow),
    info: only(paint.bold.cyan),
    related: only(paint.bold.blueBright),
    frame: only(paint.blueBright),
    strong: only(paint.bold),
    faint: only(paint.dim),
    good: only(paint.green),
    bad: only(paint.red),
    accent: only(paint.cyan),
  }
}

/** Chalk paints all its arguments, also the index and the list that `map` hands on. */
function only(paint: Paint): Paint {
  return (text) => paint(text)
}
