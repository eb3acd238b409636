import { quantityText } from '../../compile/quantity-text.ts'
import { subtermsOf } from '../../decide/admitted.ts'
import type { Term } from '../../ir/term.ts'
import type { PolicyRule } from '../rule.ts'

export const timeoutOrder: PolicyRule = {
  code: 'UH5109',
  name: 'timeout-order',
  summary: 'the first token may take as long as the whole answer',
  why: 'The limit for the first token never applies: the limit for the whole answer ends the attempt before, or at the same moment. The first token has to be awaited for less time than the answer.',
  severity: 'warning',
  set: 'default',
  fix: 'none',
  over: 'policy',
  holds: 'for some value',
  reads: 'the request',
  examples: {
    bad: [
      'cheapest timeout 10s, first token 22s',
      'cheapest set timeout_ms = 5000 set first_token_timeout_ms = 5000',
    ],
    good: ['cheapest timeout 22s, first token 10s', 'cheapest timeout 22s'],
  },
  check(policy) {
    const total = lastSet('timeout_ms', policy.transform)
    const first = lastSet('first_token_timeout_ms', policy.transform)
    if (total === undefined || first === undefined) return []
    const [totalMs, firstMs] = [total[2], first[2]]
    if (typeof totalMs !== 'number' || typeof firstMs !== 'number') return []
    if (firstMs < totalMs || totalMs < 0) return []
    const [whole, token] = [totalMs, firstMs].map((ms) => quantityText(ms, 'duration'))
    return [
      {
        place: policy.placeOf(first),
        message: `${token} for the first token never pass, as the answer may take ${whole} in all`,
        help: 'give the first token less time than the answer',
      },
    ]
  },
}

/** What sets the parameter for every candidate, if nothing that comes later may change it. */
function lastSet(param: string, transform: Term): Term | undefined {
  const steps = transform[0] === 'seq' ? subtermsOf(transform) : [transform]
  const last = steps.findLast(([op, name]) => name === param || MAY_SET_ANY.has(op))
  return last?.[0] === 'set_param' ? last : undefined
}

const MAY_SET_ANY: ReadonlySet<string> = new Set(['custom', 'when', 'seq'])
