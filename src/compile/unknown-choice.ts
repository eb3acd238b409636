import type { Diagnostic } from '../base/diagnostic.ts'
import { nearestName } from '../base/nearest-name.ts'
import type { Analysis } from './analyse.ts'
import { listed } from './listed.ts'
import { problem } from './problem.ts'

/** UH1002 for a name that was chosen from outside, of which the file has no policy and no flow. */
export function unknownChoice(name: string, { program, main }: Analysis): Diagnostic {
  const names = [
    ...program.policies.map(({ definition }) => definition.name),
    ...program.flows.map((flow) => flow.name),
  ]
  const nearest = nearestName(name, names)
  const at = { source: main.name, span: { start: 0, end: 0 } }
  return problem('UH1002', at, {
    message: `no policy or flow is called \`${name}\``,
    help:
      nearest === undefined
        ? `there is ${listed(names) || 'none'}`
        : `did you mean \`${nearest}\`?`,
  })
}
