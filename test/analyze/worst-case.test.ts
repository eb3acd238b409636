import { describe, expect, test } from 'vitest'
import { type WorstCaseScene, worstCase } from '../../src/analyze/index.ts'
import { plain } from '../../src/catalog/money.ts'
import type { Param, Term } from '../../src/ir/term.ts'

interface Parts {
  readonly selector?: Term
  readonly xform?: Term
  readonly plan?: Term
}

const NEXT: Term = ['always', { action: 'next_candidate' }]
const TIMEOUT: Term = ['set_param', 'timeout_ms', 20000]

function policy({ selector = ['argmax'], xform = TIMEOUT, plan = NEXT }: Parts): Term {
  return ['policy', ['meets_req'], ['zero'], selector, xform, plan]
}

/** 1 USD, 2 USD and 4 USD for a million tokens in and none out. */
const CANDIDATES = [
  { provider_id: 'a', price_in: 1, price_out: 0 },
  { provider_id: 'b', price_in: 4, price_out: 0 },
  { provider_id: 'b', price_in: 2, price_out: 0 },
]
const SCENE: WorstCaseScene = { candidates: CANDIDATES, inputTokens: 1_000_000, outputTokens: 0 }

function retry(settings: Readonly<Record<string, Param>>): Param {
  return { action: 'retry_same', then_action: 'next_candidate', ...settings }
}

/** Attempts, milliseconds and USD. */
function figures(parts: Parts, scene: Partial<WorstCaseScene> = {}): readonly unknown[] {
  const { attempts, ms, usd } = worstCase(policy(parts), { ...SCENE, ...scene })
  return [attempts.value, ms.value, usd.value && plain(usd.value)]
}

describe('worstCase', () => {
  test.each<[fact: string, parts: Parts, expected: readonly unknown[]]>([
    ['tries every candidate once', {}, [3, 60000, '7']],
    [
      'tries no more than top_k keeps, the dearest',
      { selector: ['top_k', 2, ['argmax']] },
      [2, 40000, '6'],
    ],
    [
      'looks for top_k below a preference',
      { selector: ['prefer', ['is', 'no_log'], ['top_k', 2, ['top_k', 1, ['argmax']]]] },
      [1, 20000, '4'],
    ],
    [
      'tries one where nothing leads to another',
      { plan: ['always', { action: 'abort' }] },
      [1, 20000, '4'],
    ],
    [
      'tries all where one reason leads on',
      {
        plan: [
          'override',
          ['always', { action: 'abort' }],
          'timeout',
          { action: 'next_provider_same_model' },
        ],
      },
      [3, 60000, '7'],
    ],
    [
      'tries one of each provider where failures disable it',
      { plan: ['always', { action: 'disable_provider' }] },
      [2, 40000, '5'],
    ],
    [
      'retries and waits at each',
      { plan: ['always', retry({ attempts: 2, backoff_ms: 500 })] },
      [9, 183000, '21'],
    ],
    [
      'waits as listed, then as long as the longest',
      { plan: ['always', retry({ attempts: 4, backoff_ms: [600, 200] })] },
      [15, 300000 + 3 * 2000, '35'],
    ],
    [
      'adds the retries of every reason',
      { plan: ['override', ['always', retry({ attempts: 1 })], 'timeout', retry({ attempts: 2 })] },
      [12, 240000, '28'],
    ],
    [
      'leaves out a base that `unknown` replaces',
      { plan: ['override', ['always', retry({ attempts: 9 })], 'unknown', { action: 'abort' }] },
      [1, 20000, '4'],
    ],
    [
      'stays where retries end in an end',
      { plan: ['always', retry({ attempts: 1, then_action: 'abort' })] },
      [2, 40000, '8'],
    ],
    [
      'has no bound where a retry does not say how often',
      { plan: ['always', retry({})] },
      [undefined, undefined, undefined],
    ],
    [
      'has no bound where retries follow retries',
      { plan: ['always', retry({ attempts: 1, then_action: 'retry_same' })] },
      [undefined, undefined, undefined],
    ],
    [
      'does not count without end',
      { plan: ['always', retry({ attempts: 1e300 })] },
      [undefined, undefined, expect.any(String)],
    ],
    [
      'takes a negative count and wait for none',
      { plan: ['always', retry({ attempts: -1, backoff_ms: -5 })] },
      [3, 60000, '7'],
    ],
    ['has no time without a timeout', { xform: ['id'] }, [3, undefined, '7']],
    [
      'has no time where only the first token is awaited',
      { xform: ['set_param', 'first_token_timeout_ms', 10] },
      [3, undefined, '7'],
    ],
    [
      'has no time where some have no timeout',
      { xform: ['when', ['is', 'no_log'], TIMEOUT] },
      [3, undefined, '7'],
    ],
    [
      'takes the longest timeout where conditions choose',
      { xform: ['seq', TIMEOUT, ['when', ['is', 'no_log'], ['set_param', 'timeout_ms', 30000]]] },
      [3, 90000, '7'],
    ],
    [
      'takes the last timeout, clamped, with all its jitter',
      {
        xform: [
          'seq',
          TIMEOUT,
          ['clamp_param', 'timeout_ms', 0, 5000],
          ['jitter', 'timeout_ms', 50],
        ],
      },
      [3, 15150, '7'],
    ],
    [
      'trusts no code of a host',
      { xform: ['seq', TIMEOUT, ['custom', 'mine']] },
      [3, undefined, '7'],
    ],
    [
      'knows no timeout that comes with the seed',
      { xform: ['set_param', 'timeout_ms', 'from_ctx'] },
      [3, undefined, '7'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(figures(parts)).toEqual(expected)
  })

  test('takes the first of the ranked candidates where their order is given', () => {
    const selector: Term = ['top_k', 1, ['argmax']]
    expect(figures({ selector }, { order: 'ranked' })).toEqual([1, 20000, '1'])
  })

  test('needs no prices for the rest', () => {
    expect(figures({}, { candidates: 12 })).toEqual([12, 240000, undefined])
    expect(figures({}, { candidates: [{ price_in: 1 }, {}] })).toEqual([2, 40000, undefined])
  })

  test('costs nothing and takes no time where nobody qualifies', () => {
    expect(figures({ xform: ['id'] }, { candidates: 0 })).toEqual([0, 0, '0'])
  })

  test('adds money in decimals', () => {
    const candidates = [{ price_in: 0.1, price_out: 0.2 }]
    const scene = { candidates, inputTokens: 3_000_000, outputTokens: 1 }
    expect(figures({}, scene)).toEqual([1, 20000, '0.3000002'])
  })

  test('charges a long input at its tier', () => {
    const tiers = [{ above: 200_000, price_in: 10 }]
    expect(figures({}, { candidates: [{ price_in: 1, price_out: 0, tiers }] })).toEqual([
      1,
      20000,
      '10',
    ])
  })

  test('says what each figure rests on', () => {
    const plan: Term = ['always', retry({ attempts: 1, backoff_ms: 500 })]
    const found = worstCase(policy({ selector: ['top_k', 2, ['argmax']], plan }), SCENE)
    expect([found.candidates, found.attempts.basis, found.ms.basis, found.usd.basis]).toEqual([
      2,
      ['2 of 3 candidates, since `top_k` keeps 2', '1 retry of each'],
      ['4 attempts of at most 20000 ms', '500 ms of waits for each candidate'],
      [
        '2 of 3 candidates, since `top_k` keeps 2',
        '1 retry',
        '1000000 tokens in, 0 out, billed in full each time',
      ],
    ])
  })

  test.each<[parts: Parts, scene: Partial<WorstCaseScene>, basis: readonly string[][]]>([
    [
      { plan: ['always', { action: 'abort' }], xform: ['id'] },
      { candidates: 5 },
      [
        ['1 of 5 candidates, since no failure leads to another', 'nothing is retried'],
        ['not every attempt has a `timeout_ms`'],
        ['no prices were given'],
      ],
    ],
    [
      { plan: ['always', { action: 'disable_provider' }] },
      { candidates: [...CANDIDATES.slice(0, 2), { provider_id: 'b' }] },
      [
        ['2 of 3 candidates, since failures disable the provider', 'nothing is retried'],
        ['2 attempts of at most 20000 ms'],
        ['a candidate has no known price for the request'],
      ],
    ],
  ])('says why there is none: %#', (parts, scene, basis) => {
    const { attempts, ms, usd } = worstCase(policy(parts), { ...SCENE, ...scene })
    expect([attempts.basis, ms.basis, usd.basis]).toEqual(basis)
  })
})
