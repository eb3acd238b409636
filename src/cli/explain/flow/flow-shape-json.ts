import type { FlowScenario } from '../../simulate/scenario.ts'
import { catalogJson, policyJson } from '../../simulate/simulation-json.ts'
import type { FlowPart } from './flow-parts.ts'

/** A flow as programs read it: its steps by stage, what they take, and whom they ask first. */
export function flowShapeJson(
  levels: readonly (readonly FlowPart[])[],
  { flow, inForce }: Pick<FlowScenario, 'flow' | 'inForce'>,
) {
  const names = new Map(levels.flat().map(({ id, name }) => [id, name]))
  const taken = ({ inputs }: FlowPart) => inputs.map((id) => names.get(id) ?? id)
  const steps = levels.slice(1, -1)
  return {
    schema_version: 1,
    flow: { name: flow.name, fingerprint: flow.fingerprint },
    catalog: catalogJson(inForce),
    stages: steps.map((parts) => parts.map(({ name }) => name)),
    steps: steps.flatMap((parts, i) =>
      parts.map((part) => ({
        name: part.name,
        id: part.id,
        stage: i + 1,
        inputs: taken(part),
        system: part.asks?.system,
        template: part.asks?.template,
        policy: part.asks && policyJson(part.asks.policy),
        first: part.asks?.first ?? null,
      })),
    ),
    returns: levels.at(-1)?.flatMap(taken)[0],
  }
}
