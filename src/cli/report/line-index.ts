import { lineStarts, type Source } from '../../base/source.ts'

/** The {@link lineStarts} of a source, found once however many reports point into it. */
export function lineIndex(source: Source): readonly number[] {
  const known = indexes.get(source)
  if (known !== undefined) return known
  const starts = lineStarts(source.text)
  indexes.set(source, starts)
  return starts
}

const indexes = new WeakMap<Source, readonly number[]>()
