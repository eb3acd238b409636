import type { PolicyDefinition } from '../../trace/index.ts'
import type { OnePolicy } from '../policy/one-policy.ts'

/** What a trace says of a policy: the term, and the text and the values it was compiled from. */
export function policyDefinition(policy: OnePolicy): PolicyDefinition {
  const { name, fingerprint, term, params, sources, places } = policy
  const isFromText = places.size > 0
  const indexes = new Map(sources.map((source, index) => [source.name, index]))
  return {
    fingerprint,
    name,
    policy_ir: term,
    ...(isFromText && {
      params,
      sources: sources.map((source) => ({ name: source.name, text: source.text })),
      map: Object.fromEntries(
        [...places].flatMap(([path, { source, span }]) => {
          const index = indexes.get(source)
          return index === undefined ? [] : [[path, [index, span.start, span.end] as const]]
        }),
      ),
    }),
  }
}
