import type { Fix } from '../../base/diagnostic.ts'
import { nearestName } from '../../base/nearest-name.ts'
import type { Span } from '../../base/span.ts'
import { quoted } from '../quoted.ts'
import type { Reading } from './reading.ts'

export interface Suggestion {
  readonly help?: string
  readonly fix?: Fix
}

/**
 * Help for a name that is not among `names`: the nearest of them, with an edit that writes it, or
 * `otherwise` when none is near.
 */
export function suggest(wrong: Wrong, names: Iterable<string>, otherwise?: string): Suggestion {
  const nearest = nearestName(wrong.text, names)
  if (nearest !== undefined) return suggestionOf(wrong, nearest)
  return otherwise === undefined ? {} : { help: otherwise }
}

/** A name as it stands in the document. */
export interface Wrong {
  readonly text: string
  readonly span: Span
  readonly reading: Reading
}

function suggestionOf({ span, reading }: Wrong, name: string): Suggestion {
  const help = `did you mean ${quoted(name)}?`
  // Plain data has no text to edit.
  if (reading.text === '') return { help }
  const text = spelled(name, reading.text.charAt(span.start))
  return { help, fix: { title: `write ${quoted(name)}`, safe: false, edits: [{ span, text }] } }
}

/** With the quotes of what it replaces, or those that YAML needs. */
function spelled(name: string, quote: string): string {
  if (quote === '"' || !/^[A-Za-z_][\w.-]*$/.test(name)) return JSON.stringify(name)
  return quote === "'" ? `'${name}'` : name
}
