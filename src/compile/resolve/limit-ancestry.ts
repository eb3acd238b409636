import type { Diagnostic } from '../../base/diagnostic.ts'
import { problem } from '../problem.ts'
import type { PolicyDefinition } from './module.ts'

/**
 * Leaves out every policy that extends more than {@link MOST_ANCESTORS} others in a row, since
 * each policy is written out with all it inherits. Adds UH3006 for the first of a chain.
 *
 * @param policies each after the one it extends.
 */
export function limitAncestry(
  policies: readonly PolicyDefinition[],
  parentOf: (policy: PolicyDefinition) => PolicyDefinition | undefined,
  diagnostics: Diagnostic[],
): readonly PolicyDefinition[] {
  const ancestors = new Map<PolicyDefinition, number>()
  for (const policy of policies) {
    const parent = parentOf(policy)
    const above = parent === undefined ? -1 : ancestors.get(parent)
    if (above === undefined) continue
    if (above < MOST_ANCESTORS) ancestors.set(policy, above + 1)
    else {
      const { item, home, name } = policy
      diagnostics.push(
        problem(
          'UH3006',
          { source: home.source.name, span: item.name?.span ?? item.span },
          {
            message: `\`${name}\` extends more than ${MOST_ANCESTORS} policies in a row`,
            help: 'extend one that is closer to the beginning',
          },
        ),
      )
    }
  }
  return [...ancestors.keys()]
}

const MOST_ANCESTORS = 64
