import { visibleLines } from './glyphs.ts'
import type { Role, Style } from './style.ts'
import { wrap } from './wrap.ts'

/** A name, and what is to be said under it; a fact without a text is left out. */
export interface Fact {
  readonly name: string
  readonly text: string | undefined
  readonly role?: Role
}

/** Facts one below the other, their texts in a column of their own, wrapped. */
export function factLines(
  facts: readonly Fact[],
  { style, width }: { readonly style: Style; readonly width: number },
): readonly string[] {
  const told = facts.flatMap(({ name, text, role }) =>
    text === undefined ? [] : [{ name, text, role }],
  )
  return told.flatMap(({ name, text, role }) =>
    wrap(visibleLines(text), Math.max(LEAST, width - INDENT)).map((line, i) => {
      const shown = role === undefined ? line : style[role](line)
      return `${i === 0 ? style.strong(name.padEnd(INDENT)) : ' '.repeat(INDENT)}${shown}`
    }),
  )
}

/** The column in which the texts stand. */
export const INDENT = 13

/** Columns that a text has at least, overflowing the screen if need be. */
const LEAST = 24
