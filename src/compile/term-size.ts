import { MAX_DEPTH, MAX_NODES } from '../ir/limits.ts'
import { childrenOf } from '../ir/subterms.ts'
import type { Term } from '../ir/term.ts'

/**
 * Why hosts refuse a term for its size, or undefined. This is all that admission could say of a
 * term that the compiler made: everything else was checked where it was written.
 */
export function sizeFault(term: Term): string | undefined {
  if (listsIn(term, 1) <= MAX_NODES) return undefined
  const size = { operations: 0, levels: 0 }
  measure(term, 1, size)
  if (size.levels > MAX_DEPTH) return `a term may have at most ${MAX_DEPTH} levels`
  if (size.operations > MAX_NODES) return `a term may have at most ${MAX_NODES} operations`
  return undefined
}

/** How many lists a term consists of, be they terms or not; infinite where it is too deep. */
function listsIn(list: readonly unknown[], level: number): number {
  if (level > MAX_DEPTH) return Number.POSITIVE_INFINITY
  let lists = 1
  for (const each of list) if (Array.isArray(each)) lists += listsIn(each, level + 1)
  return lists
}

interface Size {
  operations: number
  levels: number
}

/** The depth of what is measured is bounded: it was lowered from checked expressions. */
function measure(term: Term, level: number, size: Size): void {
  size.operations += 1
  if (level > size.levels) size.levels = level
  for (const child of childrenOf(term)) measure(child, level + 1, size)
}
