import { type Refused, refused } from './refused.ts'

/** The one place where a request for a flow ends, in `flow_ir` or as `model: "flow:NAME"`. */
export function refuseFlow(param: 'flow_ir' | 'model'): Refused {
  const message =
    'this router runs no flows yet: send the policy of one step in `policy` or `policy_ir`'
  return refused('invalid_policy', message, param)
}
