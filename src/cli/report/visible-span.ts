import type { Span } from '../../base/span.ts'

/**
 * The span without blanks at its ends. One that is nothing but blanks at the end of the text, as
 * where something is missing there, moves to the end of what can be seen. Clamped to the text.
 */
export function visibleSpan(text: string, span: Span): Span {
  let start = Math.min(Math.max(0, span.start), text.length)
  let end = Math.min(Math.max(start, span.end), text.length)
  while (end > start && isBlank(text, end - 1)) end--
  while (start < end && isBlank(text, start)) start++
  if (start < end || !isBlankFrom(text, start)) return { start, end }
  while (start > 0 && isBlank(text, start - 1)) start--
  return { start, end: start }
}

function isBlank(text: string, offset: number): boolean {
  return BLANK.has(text[offset] ?? '')
}

function isBlankFrom(text: string, offset: number): boolean {
  let at = offset
  while (at < text.length && isBlank(text, at)) at++
  return at === text.length
}

const BLANK: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r'])
