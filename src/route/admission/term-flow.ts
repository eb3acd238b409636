import { err, ok, type Result } from '../../base/result.ts'
import { policiesAsked } from '../../ir/flow.ts'
import {
  admitFlow,
  CALLER_LIMITS,
  fingerprint,
  fingerprintFlow,
  normalizeFlow,
  type Path,
} from '../../ir/index.ts'
import type { RouterError } from '../router-error.ts'
import { forbiddenStep } from './forbidden-step.ts'
import type { OwnFlow } from './own-flow.ts'
import type { OwnPolicy } from './own-policy.ts'
import { refused } from './refused.ts'
import { stepWarnings } from './step-warnings.ts'
import { toldPlace } from './term-place.ts'
import type { TermGround } from './term-policy.ts'

/** The flow that came as data in `flow_ir`. */
export function termFlow(
  value: unknown,
  name: string | undefined,
  { vocabulary, transforms }: TermGround,
): Result<OwnFlow, RouterError> {
  const admitted = admitFlow(value, vocabulary, CALLER_LIMITS)
  if (!admitted.ok) {
    const { path, message, code } = admitted.error
    const param = paramOf(path)
    return refused('invalid_flow', `${toldPlace(param)}: ${message} (${code})`, param)
  }
  const labelled = { flow: admitted.value, steps: UNNAMED }
  const forbidden = forbiddenStep(labelled, transforms)
  if (forbidden !== undefined) return refused('forbidden_transform', forbidden, 'flow_ir')
  const flow = normalizeFlow(admitted.value)
  const policies = new Map(
    policiesAsked(flow).map(([id, term]): [string, OwnPolicy] => [
      id,
      { way: 'term', fingerprint: fingerprint(term), term, params: {} },
    ]),
  )
  if (policies.size === 0) return err(ASKS_NOBODY)
  return ok({
    way: 'term',
    ...(name !== undefined && { name }),
    fingerprint: fingerprintFlow(flow),
    flow,
    steps: UNNAMED,
    warnings: stepWarnings(labelled, paramOf),
    policies,
  })
}

/** Labels are no part of a flow: its nodes have no names but those of its normal form. */
const UNNAMED: OwnFlow['steps'] = new Map()

const ASKS_NOBODY: RouterError = {
  code: 'invalid_flow',
  message: '`flow_ir` asks no model: its answer is what it is asked. Put a step between.',
  param: 'flow_ir',
}

/** `$.flow["a"].policy[1]` as the member of the body: `flow_ir[1]["a"].policy[1]`. */
function paramOf(path: Path): string {
  const inside = path.replace(/^\$(?:\.flow)?/, '')
  return inside === '' ? 'flow_ir' : `flow_ir[1]${inside}`
}
