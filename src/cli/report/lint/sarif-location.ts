import type { Source } from '../../../base/source.ts'
import type { Span } from '../../../base/span.ts'
import { fileUri } from '../file-uri.ts'
import { type Region, regionOf } from './region.ts'

/** Where a span is, as SARIF says it: the file, and the place in it where there is one. */
export function physicalLocation(name: string, span: Span, sources: ReadonlyMap<string, Source>) {
  const region = regionOf(sources.get(name), span)
  return {
    artifactLocation: artifactLocation(name),
    ...(region && { region: sarifRegion(region) }),
  }
}

/** A file. Readers know the root of the repository, which relative paths start from. */
export function artifactLocation(name: string) {
  const uri = fileUri(name)
  return uri.startsWith('file:') ? { uri } : { uri, uriBaseId: '%SRCROOT%' }
}

/** Lines and columns count from 1, offsets from 0; an end is after the last character. */
export function sarifRegion({ start, end, span }: Region) {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: span.start,
    charLength: span.end - span.start,
  }
}
