import type { Context } from '../context.ts'
import { flowList } from '../explain/flow/flow-list.ts'
import { flowMermaid } from '../explain/flow/flow-mermaid.ts'
import { flowParts } from '../explain/flow/flow-parts.ts'
import { flowPicture } from '../explain/flow/flow-picture.ts'
import { flowShapeJson } from '../explain/flow/flow-shape-json.ts'
import type { Failure } from '../failure.ts'
import { writeJson } from '../json/write-json.ts'
import { problem } from '../problem.ts'
import { penFor } from '../report/pen.ts'
import { shortFingerprint } from '../report/short-fingerprint.ts'
import { styleOf } from '../report/style.ts'
import { toldName } from '../report/told-name.ts'
import type { FlowScenario } from '../simulate/scenario.ts'

export interface FlowExplanationOptions {
  readonly why: string | undefined
  readonly 'why-not': string | undefined
  readonly format: 'text' | 'json' | 'mermaid' | undefined
}

/** Shows a flow: which step takes what from which, and whom it asks first. */
export function explainFlow(
  scenario: FlowScenario,
  { why, 'why-not': whyNot, format }: FlowExplanationOptions,
  { stdout, screen, env }: Context,
): Failure | undefined {
  const { name, fingerprint } = scenario.flow
  if ((why ?? whyNot) !== undefined) {
    return problem(
      `\`${name}\` is a flow, whose steps ask several policies`,
      'name the policy of a step',
    )
  }
  const parts = flowParts(scenario)
  if (format === 'json') writeJson(stdout, flowShapeJson(parts, scenario))
  else if (format === 'mermaid') stdout.write(flowMermaid(parts))
  else {
    const style = styleOf(screen)
    const look = { style, width: screen.width, pen: penFor(env) }
    const title = `${style.strong(toldName(name))}  ${style.faint(shortFingerprint(fingerprint))}`
    const lines = flowPicture(parts, look) ?? flowList(parts, look)
    stdout.write(`${[title, ...lines].join('\n')}\n`)
  }
  return undefined
}
