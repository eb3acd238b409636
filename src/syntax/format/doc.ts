/**
 * A layout with its choices open. Tokens are named by their place among the tokens of the file,
 * in order, so nothing that was written can get lost or move.
 */
export type Doc =
  | readonly Doc[]
  | { readonly kind: 'token'; readonly index: number; readonly text: string }
  /** Spaces that keep columns under each other. */
  | { readonly kind: 'spaces'; readonly count: number }
  /** A line break in a group that is broken; `flat` in one that is not. */
  | { readonly kind: 'line'; readonly flat: '' | ' ' }
  /** A line break in any case: the group around it is broken. */
  | { readonly kind: 'break' }
  /** Between two items: a blank line, or one only if the source has one. */
  | { readonly kind: 'gap'; readonly blank: 'always' | 'kept' }
  /** Lines that begin within are indented two spaces more. */
  | { readonly kind: 'nest'; readonly doc: Doc }
  /** Stands on one line if it fits; else all lines of it, but not those of groups in it, break. */
  | { readonly kind: 'group'; readonly doc: Doc }
  /** Each part on the same line as the one before, if it fits. */
  | { readonly kind: 'fill'; readonly parts: readonly Doc[] }

export const SPACE: Doc = { kind: 'spaces', count: 1 }
export const LINE: Doc = { kind: 'line', flat: ' ' }
export const SOFT_LINE: Doc = { kind: 'line', flat: '' }
export const BREAK: Doc = { kind: 'break' }

export function spaces(count: number): Doc {
  return { kind: 'spaces', count }
}

export function nest(...doc: readonly Doc[]): Doc {
  return { kind: 'nest', doc }
}

export function group(...doc: readonly Doc[]): Doc {
  return { kind: 'group', doc }
}

export function fill(parts: readonly Doc[]): Doc {
  return { kind: 'fill', parts }
}
