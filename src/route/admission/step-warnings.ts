import { quote } from '../../ir/describe-value.ts'
import { flowWarnings, type Path } from '../../ir/index.ts'
import type { RequestWarning } from '../request-warning.ts'
import type { OwnFlow } from './own-flow.ts'

/**
 * What the sender of a flow is told of its steps, the first few: it comes with each answer.
 *
 * @param paramOf where in the body something of the flow stands.
 */
export function stepWarnings(
  { flow, steps }: Pick<OwnFlow, 'flow' | 'steps'>,
  paramOf: (path: Path) => string,
): readonly RequestWarning[] {
  return flowWarnings(flow)
    .slice(0, MOST_TOLD)
    .map(({ code, node, path, message }) => ({
      code,
      message: `step ${quote(steps.get(node) ?? node)} of the flow: ${message}`,
      param: paramOf(path),
    }))
}

const MOST_TOLD = 8
