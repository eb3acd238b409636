import { positionAt } from '../../base/source.ts'
import type { Place } from '../../compile/index.ts'
import type { Term } from '../../ir/term.ts'
import { lineIndex } from '../report/line-index.ts'
import type { Compilation } from './compile-input.ts'
import { placedSubterms } from './subterms.ts'

/** For each policy and flow, which place in which text made each subterm, by its path. */
export function sourceMap(compilations: readonly Compilation[]) {
  return {
    schema_version: 1,
    policies: compilations.flatMap((compilation) =>
      compilation.output.policies.map(({ name, fingerprint, policy_ir, places }) => ({
        name,
        fingerprint,
        map: mapOf(policy_ir, { at: '$', places }, compilation),
      })),
    ),
    flows: compilations.flatMap((compilation) =>
      compilation.output.flows.map(({ name, fingerprint, flow_ir: [, nodes], places }) => ({
        name,
        fingerprint,
        map: Object.entries(nodes).flatMap(([id, node]) =>
          node.kind === 'llm'
            ? mapOf(
                node.policy,
                { at: `$.flow[${JSON.stringify(id)}].policy`, places },
                compilation,
              )
            : [],
        ),
      })),
    ),
  }
}

interface Root {
  /** The path of the term. */
  readonly at: string
  readonly places: ReadonlyMap<Term, Place>
}

function mapOf(root: Term, { at, places }: Root, { sources }: Compilation) {
  const known = new Map(sources.map((source) => [source.name, source]))
  return placedSubterms(root, at).flatMap(({ term, path }) => {
    const place = places.get(term)
    const text = place && known.get(place.source)
    if (place === undefined || text === undefined) return []
    const starts = lineIndex(text)
    const { start, end } = place.span
    const [from, to] = [positionAt(starts, start), positionAt(starts, end)]
    return [
      {
        path,
        source: place.source,
        start,
        end,
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
      },
    ]
  })
}
