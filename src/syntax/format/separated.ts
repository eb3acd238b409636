import type { Doc } from './doc.ts'

/** The docs of parts in order, each taken after the separator before it. */
export function separated<T>(
  parts: readonly T[],
  doc: (part: T) => Doc,
  separator: () => Doc,
): Doc {
  return parts.map((part, i) => (i === 0 ? doc(part) : [separator(), doc(part)]))
}
