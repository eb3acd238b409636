import { unreachable } from '../../base/unreachable.ts'
import { type Doc, SPACE } from './doc.ts'
import { INDENT, type Surroundings, Writer } from './writer.ts'

/** Lines are at most this long, where there is a choice. */
const WIDTH = 80

interface Step {
  readonly doc:
    | Doc
    | { readonly kind: 'rest'; readonly parts: readonly Doc[]; readonly from: number }
  readonly indent: number
  /** In a group that stands on one line. */
  readonly flat: boolean
}

/**
 * The text of a layout, with the comments of the source woven in. A group is broken if it does
 * not fit on its line, or if a comment stands in it, since a comment ends its line.
 */
export function layOut(doc: Doc, around: Surroundings): string {
  const writer = new Writer(around)
  const steps: Step[] = [{ doc, indent: 0, flat: false }]
  const hasComments = (index: number) => (around.comments[index]?.length ?? 0) > 0

  const doesFit = (inner: Doc, indent: number): boolean => {
    const first = firstToken(inner)
    if (first !== undefined) writer.comments(first, indent)
    return fits({ doc: inner, following: steps, room: WIDTH - writer.column, hasComments })
  }

  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const { doc: each, indent, flat } = step
    if (isList(each)) {
      for (const part of each.toReversed()) steps.push({ doc: part, indent, flat })
      continue
    }
    switch (each.kind) {
      case 'token':
        writer.token(each.index, each.text, indent)
        break
      case 'spaces':
        writer.spaces(each.count)
        break
      case 'line':
        if (!flat) writer.line(indent)
        else if (each.flat === ' ') writer.spaces(1)
        break
      case 'break':
        writer.line(indent)
        break
      case 'gap':
        writer.gap(each.blank)
        break
      case 'nest':
        steps.push({ doc: each.doc, indent: indent + INDENT, flat })
        break
      case 'group':
        steps.push({ doc: each.doc, indent, flat: flat || doesFit(each.doc, indent) })
        break
      case 'fill':
        steps.push({ doc: { kind: 'rest', parts: each.parts, from: 0 }, indent, flat })
        break
      case 'rest': {
        const part = each.parts[each.from]
        if (part === undefined) break
        steps.push({ doc: { ...each, from: each.from + 1 }, indent, flat })
        if (each.from > 0) writer.spaces(1)
        const fit = flat || doesFit(part, indent)
        if (!fit && each.from > 0) writer.line(indent)
        steps.push({ doc: part, indent, flat: fit || doesFit(part, indent) })
        break
      }
      default:
        unreachable(each)
    }
  }
  return writer.end()
}

function isList(doc: Step['doc']): doc is readonly Doc[] {
  return Array.isArray(doc)
}

/** The place of the first token of a layout, if it has one. */
function firstToken(doc: Doc): number | undefined {
  if (isList(doc)) {
    for (const part of doc) {
      const first = firstToken(part)
      if (first !== undefined) return first
    }
    return undefined
  }
  switch (doc.kind) {
    case 'token':
      return doc.index
    case 'nest':
    case 'group':
      return firstToken(doc.doc)
    case 'fill':
      return firstToken(doc.parts)
    default:
      return undefined
  }
}

interface Fitting {
  readonly doc: Doc
  /** What follows it, the next step last. */
  readonly following: readonly Step[]
  /** Columns left on the line. */
  readonly room: number
  readonly hasComments: (index: number) => boolean
}

/** True when a layout, on one line, and what follows it up to the next break, fit. */
function fits({ doc, following, room, hasComments }: Fitting): boolean {
  const first = firstToken(doc)
  let left = room
  const inside: Doc[] = [doc]
  for (let each = inside.pop(); each !== undefined; each = inside.pop()) {
    if (isList(each)) {
      pushReversed(inside, each)
      continue
    }
    if (each.kind === 'break' || each.kind === 'gap') return false
    if (each.kind === 'token' && each.index !== first && hasComments(each.index)) return false
    if (each.kind === 'nest' || each.kind === 'group') inside.push(each.doc)
    if (each.kind === 'fill') pushReversed(inside, each.parts)
    left -= flatWidth(each)
    if (left < 0) return false
  }
  for (let next = following.length - 1; next >= 0; next--) {
    const step = following[next]
    if (step === undefined) break
    const { columns, ends } = widthToBreak(step, hasComments)
    left -= columns
    if (left < 0) return false
    if (ends) return true
  }
  return true
}

/** The columns that a layout takes by itself, on one line. */
function flatWidth(doc: Exclude<Doc, readonly Doc[]>): number {
  switch (doc.kind) {
    case 'token':
      return doc.text.length
    case 'spaces':
      return doc.count
    case 'line':
      return doc.flat.length
    case 'fill':
      return Math.max(0, doc.parts.length - 1)
    default:
      return 0
  }
}

interface Extent {
  readonly columns: number
  /** A line break, or a place for one, comes next. */
  readonly ends: boolean
}

/** How far a step goes on the line that it begins on. */
function widthToBreak({ doc, flat }: Step, hasComments: Fitting['hasComments']): Extent {
  let columns = 0
  const inside: Step['doc'][] = [doc]
  for (let each = inside.pop(); each !== undefined; each = inside.pop()) {
    if (isList(each)) {
      pushReversed(inside, each)
      continue
    }
    switch (each.kind) {
      case 'break':
      case 'gap':
        return { columns, ends: true }
      case 'line':
        if (!flat) return { columns, ends: true }
        break
      case 'token':
        if (hasComments(each.index)) return { columns, ends: true }
        break
      case 'nest':
      case 'group':
        inside.push(each.doc)
        break
      case 'rest':
        if (!flat) return { columns, ends: true }
        for (const part of each.parts.slice(each.from).toReversed()) inside.push(part, SPACE)
        continue
      case 'fill':
        pushReversed(inside, each.parts)
        break
      default:
        break
    }
    columns += flatWidth(each)
    if (columns > WIDTH) return { columns, ends: true }
  }
  return { columns, ends: false }
}

/** Puts a list on a stack so that its first element comes off first. */
function pushReversed<T>(stack: T[], list: readonly T[]): void {
  for (let i = list.length - 1; i >= 0; i--) {
    const each = list[i]
    if (each !== undefined) stack.push(each)
  }
}
