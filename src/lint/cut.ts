import type { Edit } from '../base/diagnostic.ts'
import type { Span } from '../base/span.ts'
import type { Clause, PolicyItem } from '../syntax/ast.ts'
import type { Slot } from './part.ts'

/**
 * The edits that take a part of a condition out of the text, with the `and`, the `or` or the comma
 * beside it, so that what is left can be read. Comments stay. Undefined where nothing would be left.
 */
export function cut(text: string, slot: Slot): readonly Edit[] | undefined {
  switch (slot.kind) {
    case 'clause':
      return cutClause(text, slot.clause, slot.item)
    case 'value':
      return undefined
    default:
      return cutOperand(text, slot)
  }
}

/** The edits that take out a clause, and its line where it stands there alone. */
export function cutClause(
  text: string,
  { span }: Clause,
  { name, body }: PolicyItem,
): readonly Edit[] | undefined {
  // Without a name a policy is its clauses.
  if (name === undefined && body.length === 1) return undefined
  return [{ span: withBlanks(text, span), text: '' }]
}

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

type Between = Extract<Slot, { kind: 'operand' | 'member' }>

function cutOperand(text: string, { own, before, after }: Between): readonly Edit[] | undefined {
  if (before !== undefined) {
    const joint = jointIn(text, { start: before.end, end: own.start })
    const isBare = text.slice(joint.end, own.start).trim() === ''
    if (isBare) return [{ span: { start: joint.start, end: own.end }, text: '' }]
    return [joint, own].map((span) => ({ span, text: '' }))
  }
  if (after === undefined) return undefined
  const joint = jointIn(text, { start: own.end, end: after.start })
  const behind = text.slice(joint.end, after.start)
  const end = behind.trim() === '' ? after.start : joint.end
  if (text.slice(own.end, joint.start).trim() === '') {
    return [{ span: { start: own.start, end }, text: '' }]
  }
  return [own, { start: joint.start, end }].map((span) => ({ span, text: '' }))
}

/** The `and`, `or` or comma between two operands, with the white space before it. */
function jointIn(text: string, { start, end }: Span): Span {
  const between = text.slice(start, end)
  for (const { 0: found, index } of between.matchAll(/#[^\r\n]*|\w+|,/g)) {
    if (found.startsWith('#')) continue
    // The line break behind a comment has to stay.
    const isBare = between.slice(0, index).trim() === ''
    return { start: isBare ? start : start + index, end: start + index + found.length }
  }
  throw new Error('operands stand side by side')
}
