import type { Place } from '../compile/index.ts'

/** A place that a report points at, with what it has to do with it. */
export type Reason = Place & { readonly label: string }

/**
 * A smallest choice of items that suffices: one of them, the earliest, where one does; else some
 * from which none can be left out, which prefers early ones. They suffice all together.
 */
export function smallest<T>(
  items: readonly T[],
  suffices: (chosen: readonly T[]) => boolean,
): readonly T[] {
  if (suffices([])) return []
  const alone = items.find((each) => suffices([each]))
  if (alone !== undefined) return [alone]
  let chosen = items
  for (const each of items.toReversed()) {
    const fewer = chosen.filter((other) => other !== each)
    if (suffices(fewer)) chosen = fewer
  }
  return chosen
}

/** Nobody reads more places than this. */
const MOST_REASONS = 4

/**
 * The places of what makes something needless, none where they are too many to help. What has no
 * words of its own is told by `alone` where it is the only one.
 */
export function reasonsOf(
  pieces: readonly (Place & { readonly label: string | undefined })[],
  alone: string,
): readonly Reason[] {
  if (pieces.length > MOST_REASONS) return []
  return pieces.map(({ source, span, label }, index) => ({
    source,
    span,
    label: label ?? (pieces.length === 1 ? alone : index === 0 ? 'this' : 'and this'),
  }))
}
