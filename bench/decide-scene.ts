import type { Candidate } from '../src/catalog/candidate.ts'
import { inTieOrder } from '../src/decide/candidate-order.ts'
import type { Context, Measurements } from '../src/decide/context.ts'
import { minstd } from '../src/decide/minstd.ts'
import type { Term } from '../src/ir/term.ts'

/** How many candidates a decision is measured over. */
export const SIZE = 1000

const draw = minstd(20261110)
const between = (low: number, high: number): number => low + draw() * (high - low)
const chance = (share: number): boolean => draw() < share

/** Routes with every value known, but for what a host measures. */
export const CANDIDATES: readonly Candidate[] = inTieOrder(
  Array.from({ length: SIZE }, (_, i): Candidate => {
    const [provider_id, model_family] = [`provider-${i % 25}`, `model-${Math.floor(i / 25)}`]
    return {
      cid: `${provider_id}/${model_family}`,
      provider_id,
      model_family,
      tier: chance(0.5) ? 'partner' : 'marketplace',
      no_log: chance(0.8),
      capabilities: { context: Math.round(between(8000, 400000)), supports_tools: chance(0.9) },
      price_in: between(0.05, 10),
      price_out: between(0.1, 30),
      quality: between(0.2, 0.9),
    }
  }),
)

/** A policy as the language compiles it: eight atoms, the cheapest first, open breakers last. */
export const POLICY: Term = [
  'policy',
  [
    'and',
    ['cmp', 'context', 'ge', 32000],
    ['cmp', 'price_out', 'le', 25],
    ['cmp', 'price_out', 'lt', 1e308],
    ['cmp', 'quality', 'ge', 0.3],
    ['has_cap', 'supports_tools'],
    ['is', 'no_log'],
    ['meets_req'],
    ['not', ['is', 'disabled']],
  ],
  [
    'scale',
    -1,
    ['add', ['scale', 0.25, ['field', 'price_out']], ['scale', 0.75, ['field', 'price_in']]],
  ],
  ['prefer', ['not', ['is', 'breaker_open']], ['argmax']],
  ['id'],
  ['always', { action: 'next_candidate' }],
]

/** A policy of which nothing is known beforehand: all eight atoms and the score are live. */
export const LIVE_POLICY: Term = [
  'policy',
  [
    'and',
    ['cmp', 'credits', 'ge', 0],
    ['cmp', 'latency_ms', 'le', 2500],
    ['cmp', 'latency_ms', 'lt', 1e308],
    ['cmp', 'success_rate', 'ge', 0.2],
    ['cmp', 'tok_s', 'ge', 20],
    ['cmp', 'tok_s', 'lt', 1e308],
    ['meets_req'],
    ['not', ['is', 'disabled']],
  ],
  [
    'scale',
    -1,
    [
      'add',
      ['scale', 0.001, ['clamp', 0, 600000, ['field', 'latency_ms']]],
      ['scale', 10, ['neg', ['field', 'success_rate']]],
    ],
  ],
  ['prefer', ['not', ['is', 'breaker_open']], ['argmax']],
  ['id'],
  ['always', { action: 'next_candidate' }],
]

const measured = (): Measurements => ({
  ema_latency_ms: between(100, 3000),
  ema_tok_s: between(10, 200),
  success_rate_ewma: between(0, 1),
})

/** A request with two demands, two providers disabled, three breakers open, all routes measured. */
export const CONTEXT: Context = {
  order: 'as given',
  request: { tools: [{}], requirements: { min_context: 16000 } },
  state: {
    ema: Object.fromEntries(
      CANDIDATES.map(({ provider_id, model_family }) => [
        `${provider_id}|${model_family}`,
        measured(),
      ]),
    ),
    breakers: { 'provider-3': true, 'provider-4|model-2': true, 'provider-5': false },
    disabled: { 'provider-7': { kind: 'auth_error' }, 'provider-11': { kind: 'auth_error' } },
  },
}
