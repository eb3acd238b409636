import type { Term } from '../../ir/term.ts'

/** Whether two terms are written alike. */
export function sameTerm(a: Term, b: Term): boolean {
  return a.length === b.length && a.every((part, i) => samePart(part, b[i]))
}

function samePart(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === b.length && a.every((part, i) => samePart(part, b[i]))
}
