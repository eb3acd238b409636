/** A half-open range of one source text, in UTF-16 code units from 0. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The smallest span that covers both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) }
}
