import type { Edit } from '../base/diagnostic.ts'
import { format } from '../syntax/index.ts'
import type { Document } from './document.ts'

/**
 * What to change for the one layout: the least piece that differs, so that a caret elsewhere
 * stays. Nothing for a text that is laid out, undefined for one that cannot be read.
 */
export function formattingOf({ source }: Document): readonly Edit[] | undefined {
  const { value: after } = format(source)
  if (after === undefined) return undefined
  const { text: before } = source
  if (after === before) return []
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const span = { start, end: before.length - end }
  return [{ span, text: after.slice(start, after.length - end) }]
}
