import { positionAt, type Source } from '../../base/source.ts'
import { diagnosticsJson } from '../report/index.ts'
import { lineIndex } from '../report/line-index.ts'
import { type ClaimFile, type ClaimResult, sourcesOf } from './claim-file.ts'

/** What came of claims, as a program reads it; the keys are part of `schema_version` 1. */
export function claimsJson(files: readonly ClaimFile[]) {
  const sources = sourcesOf(files)
  const texts = new Map(sources.map((source) => [source.name, source]))
  const results = files.flatMap(({ claims }) => claims)
  const count = (outcome: ClaimResult['outcome']): number =>
    results.filter((each) => each.outcome === outcome).length
  return {
    summary: { passed: count('passed'), failed: count('failed'), open: count('open') },
    results: results.map((result) => resultJson(result, texts, sources)),
    diagnostics: diagnosticsJson(
      files.flatMap(({ diagnostics }) => diagnostics),
      sources,
    ),
    errors: files.flatMap(({ name, problem }) =>
      problem === undefined ? [] : [{ source: name, message: problem.message }],
    ),
  }
}

function resultJson(
  { place, title, outcome, diagnostics, details }: ClaimResult,
  texts: ReadonlyMap<string, Source>,
  sources: readonly Source[],
) {
  const text = texts.get(place.source)
  const line = text && positionAt(lineIndex(text), place.span.start).line
  return {
    source: place.source,
    line,
    title,
    outcome,
    ...details,
    diagnostics: diagnosticsJson(diagnostics, sources),
  }
}
