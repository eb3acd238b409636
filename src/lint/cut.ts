import type { Span } from '../base/span.ts'

/** A span with its whole lines if nothing else stands on them, else with the blanks beside it. */
export function withBlanks(text: string, { start, end }: Span): Span {
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0
  const after = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0
  const [from, to] = [start - before, end + after]
  const opensLine = from === 0 || /[\r\n]/.test(text.charAt(from - 1))
  const [lineBreak] = /^(?:\r\n|\r|\n|$)/.exec(text.slice(to)) ?? []
  if (opensLine && lineBreak !== undefined) return { start: from, end: to + lineBreak.length }
  if (lineBreak !== undefined) return { start: from, end: to }
  return { start, end: to }
}
