import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import { slashedPath } from '../slashed-path.ts'
import { regionOf } from './region.ts'

/** What a diagnostic says besides its message, for formats that have one text for all of it. */
export function remarksOf({ notes = [], help, fix }: Diagnostic): readonly string[] {
  const caution = fix?.safe === false ? ' (changes what it means)' : ''
  return [
    ...notes.map((note) => `note: ${note}`),
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...(fix === undefined ? [] : [`fix: ${fix.title}${caution}`]),
  ]
}

/** The other places that a diagnostic points to, for formats that know of one. */
export function relatedRemarks(
  { source, related = [] }: Diagnostic,
  sources: ReadonlyMap<string, Source>,
): readonly string[] {
  return related.map((each) => {
    const name = each.source ?? source
    const start = regionOf(sources.get(name), each.span)?.start
    const at = start === undefined ? '' : `:${start.line}:${start.column}`
    return `${slashedPath(name)}${at}: ${each.label}`
  })
}
