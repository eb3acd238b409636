import { failTable } from '../../decide/fail-plan.ts'
import { rewritten } from '../edit-clause.ts'
import { finalAction, levelFor } from '../plan-levels.ts'
import type { PolicyRule } from '../rule.ts'

export const splicedStream: PolicyRule = {
  code: 'UH5101',
  name: 'spliced-stream',
  summary: 'a stream that broke off is continued by another answer',
  why: 'Part of an answer has reached the caller when a stream breaks off. If the plan then asks again, the text of a second answer follows the text of the first, and nobody can tell where. `fallback next` stops there; a raw plan does so only with an answer to `stream_interrupted` of its own. Write `on stream_interrupted stop`, and let the caller ask again.',
  severity: 'error',
  set: 'default',
  fix: 'unsafe',
  over: 'policy',
  holds: 'for some value',
  reads: 'the failure plan',
  examples: {
    bad: [
      'cheapest fallback next on stream_interrupted next',
      'cheapest fallback term ["always", {"action": "next_candidate"}]',
      'cheapest fallback stop on unknown next',
    ],
    good: [
      'cheapest fallback next on timeout stop',
      'cheapest fallback term ["override", ["always", {"action": "next_candidate"}], "stream_interrupted", {"action": "abort"}]',
    ],
  },
  check(policy) {
    const { place, action, reason, kind } = levelFor(policy, REASON)
    const stops =
      finalAction(action) === 'abort' && (action.action === 'abort' || action.attempts === 0)
    if (stops) return []
    // An answer that equals the base is dropped, and `unknown` would answer again.
    const isLost = failTable(policy.failPlan).base.action === 'abort'
    const isOwn = reason === REASON && kind === 'clause'
    return [
      {
        place,
        message: 'a stream that broke off would be continued by another answer',
        label: isOwn ? undefined : 'also answers `stream_interrupted`',
        notes: ['the caller has read the first part by then, and would get both in one text'],
        help: isLost
          ? 'answer the reasons one by one instead of `unknown`'
          : 'write `on stream_interrupted stop`',
        fix: isOwn ? rewritten(policy, place, 'on stream_interrupted stop') : undefined,
      },
    ]
  },
}

const REASON = 'stream_interrupted'
