import type { DecisionRecord, RejectedRecord } from './record.ts'

/**
 * Where the text of a decision ends that begins at a place of a line; -1 where the line has there
 * anything else than what `JSON.stringify` writes.
 *
 * In plain form:
 *
 *     const text = JSON.stringify(decision)
 *     return line.startsWith(text, start) ? start + text.length : -1
 *
 * Most of a decision is who is rejected, and most of that is as it was in the decision before. So
 * the text of each part is kept for as long as the part is, and the line is compared part by part.
 */
export function decisionTextEnd(decision: DecisionRecord, line: string, start: number): number {
  let at = start
  const takes = (part: string): boolean => {
    // A slice is compared as a block, `startsWith` character by character.
    const isThere = line.slice(at, at + part.length) === part
    at += part.length
    return isThere
  }
  if (!takes(opened({ ...decision, rejected: [] }))) return -1
  for (const [i, group] of decision.rejected.entries()) {
    if (i > 0 && !takes(',')) return -1
    if (!takes(groupText(group))) return -1
  }
  return takes(CLOSE) ? at : -1
}

/** The text of a record whose last member is an empty list, up to where its first item stands. */
function opened(record: object): string {
  return JSON.stringify(record).slice(0, -CLOSE.length)
}

const CLOSE = ']}'

const groupTexts = new WeakMap<RejectedRecord, string>()

function groupText(group: RejectedRecord): string {
  const known = groupTexts.get(group)
  if (known !== undefined) return known
  const entries = group.candidates.map(entryText).join(',')
  const text = `${opened({ ...group, candidates: [] })}${entries}${CLOSE}`
  groupTexts.set(group, text)
  return text
}

type Entry = RejectedRecord['candidates'][number]

const entryTexts = new WeakMap<Entry, string>()

function entryText(entry: Entry): string {
  const known = entryTexts.get(entry)
  if (known !== undefined) return known
  const text = JSON.stringify(entry)
  entryTexts.set(entry, text)
  return text
}
