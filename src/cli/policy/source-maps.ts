import { positionAt, type Source } from '../../base/source.ts'
import { type CompiledFlow, type Place, sourceMap } from '../../compile/index.ts'
import { encode } from '../../ir/encode.ts'
import type { Path } from '../../ir/term.ts'
import { lineIndex } from '../report/line-index.ts'
import type { Compilation } from './compile-input.ts'

/** For each policy and flow, which place in which text made each part of the term, by its path. */
export function sourceMaps(compilations: readonly Compilation[]) {
  return {
    schema_version: 1,
    policies: compilations.flatMap(({ output, sources }) =>
      output.policies.map((policy) => ({
        name: policy.name,
        fingerprint: policy.fingerprint,
        map: entries(sourceMap(policy), sources),
      })),
    ),
    flows: compilations.flatMap(({ output, sources }) =>
      output.flows.map((flow) => ({
        name: flow.name,
        fingerprint: flow.fingerprint,
        map: entries(flowMap(flow), sources),
      })),
    ),
  }
}

/** The maps of the policies that the steps ask, each under the path of its step. */
function flowMap({ flow_ir: [, nodes], policies }: CompiledFlow): ReadonlyMap<Path, Place> {
  const maps = new Map(policies.map((policy) => [encode(policy.policy_ir), sourceMap(policy)]))
  return new Map(
    Object.entries(nodes).flatMap(([id, node]): [Path, Place][] => {
      const map = node.kind === 'llm' ? maps.get(encode(node.policy)) : undefined
      const at = `$.flow[${JSON.stringify(id)}].policy`
      return [...(map ?? [])].map(([path, place]) => [at + path.slice(1), place])
    }),
  )
}

function entries(map: ReadonlyMap<Path, Place>, sources: readonly Source[]) {
  const texts = new Map(sources.map((source) => [source.name, source]))
  return [...map].flatMap(([path, { source, span }]) => {
    const text = texts.get(source)
    if (text === undefined) return []
    const [from, to] = [span.start, span.end].map((offset) => positionAt(lineIndex(text), offset))
    return [
      {
        path,
        source,
        start: span.start,
        end: span.end,
        line: from?.line,
        column: from?.column,
        end_line: to?.line,
        end_column: to?.column,
      },
    ]
  })
}
