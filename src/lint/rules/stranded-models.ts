import { REASONS } from '../../compile/check/check-fail-plan.ts'
import { inWords } from '../in-words.ts'
import { finalAction, levelsFor } from '../plan-levels.ts'
import type { PolicyRule } from '../rule.ts'

export const strandedModels: PolicyRule = {
  code: 'UH5107',
  name: 'stranded-models',
  summary: 'a failure leads to the same model elsewhere only',
  why: '`same model elsewhere` asks the other providers of the model that failed. Hosts of the wire format differ in what follows when no provider is left: some end the request there, and the other models of the ranking are never asked. Where any model will do, `next` is sure to reach them.',
  severity: 'info',
  set: 'opt-in',
  fix: 'none',
  over: 'policy',
  holds: 'for some value',
  reads: 'the failure plan',
  examples: {
    bad: [
      'cheapest fallback next on server_error same model elsewhere',
      'cheapest fallback next on timeout retry 1 after 1s then same model elsewhere',
    ],
    good: ['cheapest fallback next on server_error next, cool 10s'],
  },
  check(policy) {
    return levelsFor(policy, REASONS).flatMap(({ level: { place, action }, reasons }) =>
      finalAction(action) !== 'next_provider_same_model'
        ? []
        : [
            {
              place,
              message: `after ${inWords(reasons)}, some hosts never ask the other models`,
              help: 'write `next` where any model of the ranking will do',
            },
          ],
    )
  },
}
