import { inWords } from '../in-words.ts'
import { finalAction, levelsFor } from '../plan-levels.ts'
import type { PolicyRule } from '../rule.ts'

export const unhandledReason: PolicyRule = {
  code: 'UH5106',
  name: 'unhandled-reason',
  summary: 'a failure ends the request although another model could answer',
  why: 'A rate limit, a timeout, an error of the server, a network that fails or a model that is away say nothing about the other models of the ranking. A plan that stops there gives up an answer it could have. That may be meant, where an answer twice would do harm: then leave this rule off. Else write `fallback next`, or an answer to these reasons.',
  severity: 'info',
  set: 'opt-in',
  fix: 'none',
  over: 'policy',
  holds: 'for some value',
  reads: 'the failure plan',
  examples: {
    bad: ['cheapest fallback stop', 'cheapest fallback next on timeout stop'],
    good: ['cheapest fallback next', 'cheapest fallback next on bad_request stop'],
  },
  check(policy) {
    return levelsFor(policy, PASSING).flatMap(({ level: { place, action }, reasons }) =>
      finalAction(action) !== 'abort'
        ? []
        : [
            {
              place,
              message: `${inWords(reasons)} ${reasons.length === 1 ? 'ends' : 'end'} the request, although another model could answer`,
              help: 'write `fallback next`, or `on …` with `next` for each of them',
            },
          ],
    )
  },
}

/** What happens at one model and says nothing about the next. */
const PASSING = ['rate_limit', 'server_error', 'timeout', 'network_error', 'model_unavailable']
