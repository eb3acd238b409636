import type { Edit, Fix } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import { cut } from './cut.ts'
import type { Part } from './part.ts'

/** The fix that takes a needless part of a condition out of the text that is looked at. */
export function takeOut({ place, slot }: Part, main: Source): Fix | undefined {
  return place.source === main.name ? removal(cut(main.text, slot)) : undefined
}

/** The fix that makes the edits, which change the fingerprint. */
export function removal(edits: readonly Edit[] | undefined): Fix | undefined {
  return edits && { title: 'take it out', safe: false, edits }
}
