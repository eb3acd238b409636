import { ok, type Result } from '../../../base/result.ts'
import type { LlmNode } from '../../../ir/index.ts'
import type { Problem } from '../../problem.ts'
import { askedTokens, type RequestTokens, USUAL, usualTokens } from '../tokens.ts'

/** How long the texts of a flow are taken to be, in tokens. */
export interface FlowSizes {
  /** The text that the flow is called with. */
  readonly request: number
  /** Where what is said of the request comes from. */
  readonly from: 'option' | 'usual mix'
  readonly answerOf: (node: LlmNode) => Pick<RequestTokens, 'output' | 'from'>
}

/**
 * As asked for; else the request has the usual 3,000 tokens, and a step answers as many as
 * `cheapest for` of its policy says, else the usual 1,000.
 */
export function flowSizes(asked: string | undefined): Result<FlowSizes, Problem> {
  if (asked === undefined) {
    return ok({
      request: USUAL.input,
      from: 'usual mix',
      answerOf: ({ policy }) => usualTokens(policy),
    })
  }
  const tokens = askedTokens(asked)
  if (!tokens.ok) return tokens
  return ok({ request: tokens.value.input, from: 'option', answerOf: () => tokens.value })
}
