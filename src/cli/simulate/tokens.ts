import { err, ok, type Result } from '../../base/result.ts'
import { type Candidate, costOf, type Usage } from '../../catalog/index.ts'
import { toNumber } from '../../catalog/money.ts'
import { childrenOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import { type Problem, problem } from '../problem.ts'

/** Tokens of the request that a simulation prices. */
export interface RequestTokens extends Pick<Usage, 'input' | 'output'> {
  /** Whose word it is. */
  readonly from: 'option' | 'policy' | 'usual mix'
}

/** As asked for, else as `cheapest for 4k in, 800 out` says, else 3,000 in and 1,000 out. */
export function requestTokens(
  asked: string | undefined,
  policy: Term,
): Result<RequestTokens, Problem> {
  return asked === undefined ? ok(usualTokens(policy)) : askedTokens(asked)
}

/** As `cheapest for 4k in, 800 out` says, else 3,000 in and 1,000 out. */
export function usualTokens(policy: Term): RequestTokens {
  return tokensOfPolicy(policy) ?? USUAL
}

/** What `--tokens` says. */
export function askedTokens(asked: string): Result<RequestTokens, Problem> {
  const groups = /^(?<input>\d{1,9}),(?<output>\d{1,9})$/.exec(asked.replace(/\s/g, ''))?.groups
  if (groups === undefined) {
    return err(
      problem(
        `\`--tokens ${asked}\` is not a number of tokens in and out`,
        'write `--tokens 4000,800`',
      ),
    )
  }
  return ok({ input: Number(groups.input), output: Number(groups.output), from: 'option' })
}

/** What one request costs at a route, in USD; undefined where a price is not known. */
export function requestCost(candidate: Candidate, tokens: RequestTokens): number | undefined {
  const cost = costOf(candidate, { input: tokens.input, output: tokens.output })
  return cost && toNumber(cost.total)
}

/** The mix of `cheapest` at the size of a usual request. */
export const USUAL: RequestTokens = { input: 3000, output: 1000, from: 'usual mix' }

/** `cheapest for A in, B out` scores by the prices times A and B millionths, negated. */
function tokensOfPolicy(policy: Term): RequestTokens | undefined {
  const [op, sign] = policy[0] === 'policy' ? subtermAt(policy, 2) : policy
  if (op !== 'scale' || sign !== -1) return undefined
  const mix = subtermAt(subtermAt(policy, 2), 2)
  const shares = new Map<unknown, number>()
  for (const part of mix[0] === 'add' ? childrenOf(mix) : [mix]) {
    const [scale, share] = part
    if (scale !== 'scale' || typeof share !== 'number') return undefined
    shares.set(subtermAt(part, 2)[1], share)
  }
  const [input = 0, output = 0] = ['price_in', 'price_out'].map((field) => shares.get(field) ?? 0)
  // The usual mix is in shares of one token.
  if (input + output === 1) return undefined
  return { input: Math.round(input * 1e6), output: Math.round(output * 1e6), from: 'policy' }
}
