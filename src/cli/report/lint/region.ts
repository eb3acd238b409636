import { type Position, positionAt, type Source } from '../../../base/source.ts'
import type { Span } from '../../../base/span.ts'
import { lineIndex } from '../line-index.ts'
import { visibleSpan } from '../visible-span.ts'

/** A place in a text: what is seen of a span, and the positions of its start and of its end. */
export interface Region {
  readonly span: Span
  readonly start: Position
  /** After the last character. */
  readonly end: Position
}

/** The region of a span; undefined without a text that it could be in. */
export function regionOf(source: Source | undefined, span: Span): Region | undefined {
  if (source === undefined || source.text === '') return undefined
  const seen = visibleSpan(source.text, span)
  const starts = lineIndex(source)
  return { span: seen, start: positionAt(starts, seen.start), end: positionAt(starts, seen.end) }
}

/** The sources of a report by their names. */
export function sourcesByName(sources: readonly Source[]): ReadonlyMap<string, Source> {
  return new Map(sources.map((source) => [source.name, source]))
}
