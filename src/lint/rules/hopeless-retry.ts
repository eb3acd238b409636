import { rewritten } from '../edit-clause.ts'
import { inWords } from '../in-words.ts'
import { levelsFor } from '../plan-levels.ts'
import type { PolicyRule } from '../rule.ts'

export const hopelessRetry: PolicyRule = {
  code: 'UH5103',
  name: 'hopeless-retry',
  summary: 'a request is sent again to where it must fail again',
  why: 'A request that is wrong, filtered, too long for the model, refused for its key or for want of credit meets the same answer when it is sent to the same place once more. The retry costs time and perhaps money. `bad_request` and `content_filter` are so everywhere: stop. A key fails at one provider: `disable provider`. Another model may have the room, or the credit: `next`.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'policy',
  holds: 'for some value',
  reads: 'the failure plan',
  examples: {
    bad: [
      'cheapest fallback next on bad_request retry 2 then next',
      'cheapest fallback next on context_overflow retry 1 after 1s then next',
      'cheapest fallback term ["override", ["always", {"action": "retry_same", "attempts": 2, "then_action": "abort"}], "stream_interrupted", {"action": "abort"}]',
    ],
    good: [
      'cheapest fallback next on server_error retry 1 after 500ms then next',
      'cheapest fallback next on context_overflow next, cool 1s',
    ],
  },
  check(policy) {
    return levelsFor(policy, [...HOPELESS.keys()]).flatMap(({ level, reasons }) => {
      const { place, action, kind, reason } = level
      if (action.action !== 'retry_same' || action.attempts === 0) return []
      const instead = kind === 'clause' ? HOPELESS.get(reason ?? '') : undefined
      const text = instead && `on ${reason} ${instead}`
      return [
        {
          place,
          message: `sent to the same place again, a request fails with ${inWords(reasons)} again`,
          help: text === undefined ? 'answer these reasons without a retry' : `write \`${text}\``,
          fix: text === undefined ? undefined : rewritten(policy, place, text),
        },
      ]
    })
  },
}

/** The reasons that a retry cannot mend, and what helps instead. */
const HOPELESS: ReadonlyMap<string, string> = new Map([
  ['bad_request', 'stop'],
  ['content_filter', 'stop'],
  ['auth_error', 'disable provider'],
  ['context_overflow', 'next'],
  ['payment_required', 'next'],
])
