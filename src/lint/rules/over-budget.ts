import { type Limit, type WorstCase, worstCase } from '../../analyze/index.ts'
import { counted } from '../../base/counted.ts'
import { toNumber } from '../../catalog/money.ts'
import { quantityText } from '../../compile/quantity-text.ts'
import type { Budget } from '../budget.ts'
import { inWords } from '../in-words.ts'
import type { GroundRule } from '../rule.ts'
import { survivorsOf } from '../today.ts'

export const overBudget: GroundRule = {
  code: 'UH5105',
  name: 'over-budget',
  summary: 'one request may take more than it is allowed to',
  why: 'The configuration says what one request may take, however often it falls over. This policy can take more: if every attempt fails, all models that pass are tried, each with its retries and its waits, and each attempt may last until its timeout and be billed in full. A host that keeps the budget ends such a request in the middle. Try fewer models with `take`, retry less, or set a shorter `timeout`. Without a `timeout` nothing limits the time.',
  severity: 'error',
  set: 'default',
  fix: 'none',
  over: 'catalog',
  holds: 'for some value',
  examples: {
    budget: { attempts: 6, seconds: 90, usd: 0.1, inputTokens: 4000, outputTokens: 1000 },
    bad: [
      'cheapest timeout 10s',
      'cheapest take 3 timeout 10s fallback next on server_error retry 2 after 1s then next',
      'cheapest take 2 timeout 60s',
      'cheapest take 2',
      'best take 6 timeout 10s fallback next on timeout retry 1 after 1s then stop',
    ],
    good: ['cheapest take 3 timeout 20s', 'cheapest take 1 timeout 90s fallback stop'],
  },
  check(policy, ground, budget) {
    if (budget === undefined) return []
    const { inputTokens = USUAL.input, outputTokens = USUAL.output } = budget
    const candidates = survivorsOf(policy, ground)
    const worst = worstCase(policy.term, { candidates, inputTokens, outputTokens })
    const excesses = excessesOf(worst, budget)
    if (excesses.length === 0) return []
    return [
      {
        place: policy.placeOf(policy.term),
        message: `one request may take ${excesses.map(({ taken }) => taken).join(', ')}`,
        notes: [
          ...excesses.map(({ what, basis }) => `${what}: ${basis.join('; ')}`),
          `candidates: ${inWords(candidates.map(({ cid }) => cid))}`,
        ],
        help: 'try fewer models with `take`, retry less, or set a shorter `timeout`',
      },
    ]
  },
}

/** The mix of tokens that `cheapest` weighs prices by, at the size of a usual request. */
const USUAL = { input: 3000, output: 1000 } as const

interface Excess {
  readonly what: string
  /** With what is allowed: `12 attempts (of 6)`. */
  readonly taken: string
  readonly basis: readonly string[]
}

/** What no price is known for cannot be told to be too dear; all else without a limit is. */
function excessesOf({ attempts, ms, usd }: WorstCase, budget: Budget): readonly Excess[] {
  const most = budget.usd
  const cost = usd.value && toNumber(usd.value)
  const excesses: Excess[] = []
  if (isOver(attempts.value, budget.attempts)) {
    const taken =
      attempts.value === undefined ? 'any number of attempts' : counted(attempts.value, 'attempt')
    excesses.push({
      what: 'attempts',
      taken: `${taken} (of ${budget.attempts})`,
      basis: attempts.basis,
    })
  }
  if (isOver(secondsOf(ms), budget.seconds)) {
    const taken = ms.value === undefined ? 'any time' : quantityText(ms.value, 'duration')
    const allowed = quantityText((budget.seconds ?? 0) * 1000, 'duration')
    excesses.push({ what: 'time', taken: `${taken} (of ${allowed})`, basis: ms.basis })
  }
  if (cost !== undefined && isOver(cost, most)) {
    const taken = `${quantityText(cost, 'money')} (of ${quantityText(most ?? 0, 'money')})`
    excesses.push({ what: 'cost', taken, basis: usd.basis })
  }
  return excesses
}

function isOver(taken: number | undefined, allowed: number | undefined): boolean {
  return allowed !== undefined && (taken === undefined || taken > allowed)
}

function secondsOf({ value }: Limit<number>): number | undefined {
  return value === undefined ? undefined : value / 1000
}
