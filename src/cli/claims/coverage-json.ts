import { positionAt, type Source } from '../../base/source.ts'
import { isDecided, type PolicyCoverage } from '../../claims/index.ts'
import { lineIndex } from '../report/line-index.ts'
import { coverageTotal } from './coverage-text.ts'

/** Coverage as a program reads it; the keys are part of `schema_version` 1. */
export function coverageJson(policies: readonly PolicyCoverage[], sources: readonly Source[]) {
  const texts = new Map(sources.map((source) => [source.name, source]))
  return {
    ...coverageTotal(policies),
    policies: policies.map((policy) => ({
      name: policy.name,
      source: policy.place.source,
      ...coverageTotal([policy]),
      atoms: policy.atoms.map((atom) => {
        const { source, span } = atom.place
        const text = texts.get(source)
        return {
          text: text?.text.slice(span.start, span.end),
          source,
          line: text && positionAt(lineIndex(text), span.start).line,
          held: atom.held,
          failed: atom.failed,
          decided: isDecided(atom),
        }
      }),
    })),
  }
}
