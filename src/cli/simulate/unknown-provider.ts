import { nearestName } from '../../base/nearest-name.ts'
import { type Problem, problem } from '../problem.ts'

/** That a catalog has no provider of that name, and which one may have been meant. */
export function unknownProvider(name: string, providers: readonly string[]): Problem {
  const meant = nearestName(name, providers)
  return problem(
    `the catalog has no provider \`${name}\``,
    meant === undefined
      ? `it has ${providers.map((each) => `\`${each}\``).join(', ')}`
      : `did you mean \`${meant}\`?`,
  )
}
