import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../src/catalog/candidate.ts'
import type { Context } from '../../src/decide/context.ts'
import { explain, type Outcome } from '../../src/decide/explain.ts'
import { nearestMisses } from '../../src/decide/nearest-misses.ts'
import type { AtomReading, Reading } from '../../src/decide/reading.ts'
import type { Term } from '../../src/ir/term.ts'

const CANDIDATES: readonly Candidate[] = [
  {
    cid: 'anthropic/opus',
    provider_id: 'anthropic',
    model_family: 'opus',
    price_out: 25,
    quality: 0.76,
    no_log: true,
    tier: 'partner',
    capabilities: { context: 200000, supports_tools: true },
  },
  {
    cid: 'groq/llama',
    provider_id: 'groq',
    model_family: 'llama',
    price_out: 0.8,
    quality: 0.61,
    capabilities: { context: 128000, supports_tools: true },
  },
  { cid: 'local/tiny', provider_id: 'local', model_family: 'tiny', quality: 0.2, no_log: true },
  {
    cid: 'openai/nano',
    provider_id: 'openai',
    model_family: 'nano',
    price_out: 0.4,
    quality: 0.72,
    no_log: true,
    capabilities: { context: 400000, supports_tools: true },
  },
]

const KNOWN_PRICE: Term = ['cmp', 'price_out', 'lt', 1e308]
const CHEAPEST: Term = ['scale', -1, ['field', 'price_out']]

function policy(filter: Term, selector: Term = ['argmax'], scorer: Term = CHEAPEST): Term {
  return ['policy', filter, scorer, selector, ['id'], ['always', { action: 'next_candidate' }]]
}

function explained(cid: string, term: Term, context: Context = {}) {
  const explanation = explain({ policy: term, candidates: CANDIDATES, context }, cid)
  if (explanation === undefined) throw new Error(`no candidate ${cid}`)
  return explanation
}

function rejection(cid: string, filter: Term, context: Context = {}) {
  const { outcome } = explained(cid, policy(filter), context)
  if (outcome.kind !== 'rejected') throw new Error(`${cid} is ${outcome.kind}`)
  return outcome
}

function changes(cid: string, filter: Term, context: Context = {}) {
  return rejection(cid, filter, context).relaxation?.changes
}

test('a candidate that is not there has no explanation', () => {
  expect(explain({ policy: policy(['top']), candidates: CANDIDATES }, 'x/y')).toBe(undefined)
})

describe('a rejected candidate', () => {
  const filter: Term = ['and', ['is', 'no_log'], KNOWN_PRICE, ['cmp', 'quality', 'ge', 0.7]]

  test('is told the reason, the part that decided and the nearest part', () => {
    expect(rejection('groq/llama', filter)).toMatchObject({
      reason: 'cmp:quality:ge',
      decidedBy: '$.policy[1].and[2]',
      nearest: {
        path: '$.policy[1].and[2]',
        subject: 'quality',
        observed: 0.61,
        bound: 0.7,
        miss: { distance: expect.closeTo(0.09), relative: expect.closeTo(0.1286, 4) },
      },
    })
  })

  test('sees every part with what was observed, its bound and whether it holds', () => {
    const { filter: reading, score, selection } = explained('local/tiny', policy(filter))
    expect(summary(reading)).toEqual([
      '$.policy[1].and[1] price_out unknown, reads Infinity, against 1e+308: fails',
      '$.policy[1].and[2] quality 0.2, against 0.7: fails',
      '$.policy[1].and[3] no_log true: holds',
    ])
    expect(score).toBeUndefined()
    expect(selection).toEqual([])
  })

  test('of an `or` is decided by the `or`, of a nested `and` by its first failing part', () => {
    const nested: Term = [
      'or',
      ['is', 'has_tee'],
      ['and', ['is', 'no_log'], ['cmp', 'quality', 'ge', 0.8]],
    ]
    expect(rejection('openai/nano', nested)).toMatchObject({
      reason: 'or',
      decidedBy: '$.policy[1]',
    })
    const inside: Term = ['and', ['cmp', 'quality', 'ge', 0.1], nested]
    expect(rejection('openai/nano', inside).decidedBy).toBe('$.policy[1].and[2]')
  })
})

/** One line for each part that looks at the candidate. */
function summary(reading: Reading): readonly string[] {
  if (reading.kind === 'junction') return reading.parts.flatMap(summary)
  const { path, subject, observed, assumed, bound, holds } = reading
  const seen = observed ?? (assumed === undefined ? 'unknown' : `unknown, reads ${assumed}`)
  const against = bound === undefined ? '' : `, against ${bound}`
  return [`${path} ${subject} ${seen}${against}: ${holds ? 'holds' : 'fails'}`]
}

describe('what each part looks at', () => {
  test.each<[Term, Context, Partial<AtomReading>]>([
    [['top'], {}, { subject: 'anything', holds: true }],
    [
      ['cmp', 'tok_s', 'ge', 5],
      {},
      { subject: 'tok_s', observed: undefined, assumed: 0, bound: 5 },
    ],
    [
      ['cmp', 'tok_s', 'ge', 5],
      { state: { ema: { 'groq|llama': { tok_s: 9 } } } },
      { observed: 9 },
    ],
    [['is', 'has_tee'], {}, { subject: 'has_tee', observed: undefined, assumed: false }],
    [['is', 'disabled'], {}, { subject: 'disabled', observed: false, assumed: undefined }],
    [
      ['is', 'breaker_open'],
      { state: { breakers: { groq: true } } },
      { observed: true, holds: true },
    ],
    [
      ['tier_eq', 'partner'],
      {},
      { subject: 'tier', observed: undefined, assumed: 'fallback', bound: 'partner' },
    ],
    [['min_tier', 'partner'], {}, { subject: 'tier', assumed: 'fallback', bound: 'partner' }],
    [['family_eq', 'x'], {}, { subject: 'family', observed: 'llama', bound: 'x' }],
    [['provider_eq', 'x'], {}, { subject: 'provider', observed: 'groq', bound: 'x' }],
    [['served_by_eq', 'groq'], {}, { subject: 'served_by', observed: 'groq', holds: true }],
    [['has_cap', 'supports_tools'], {}, { subject: 'supports_tools', observed: true, holds: true }],
    [
      ['has_cap', 'supports_vision'],
      {},
      { subject: 'supports_vision', observed: undefined, holds: false },
    ],
    [
      ['scope_matches'],
      { request: { scope: 's' } },
      { subject: 'scope', observed: undefined, bound: 's', holds: true },
    ],
  ])('%j', (pred, context, expected) => {
    expect(explained('groq/llama', policy(pred), context).filter).toMatchObject({
      kind: 'atom',
      path: '$.policy[1]',
      term: pred,
      ...expected,
    })
  })

  test('`meets_req` looks at every demand of the request', () => {
    const context: Context = {
      request: {
        requirements: {
          needs: ['tools'],
          min_context: 160000,
          model_family: 'opus',
          tier: 'partner',
          privacy: 'no_log',
          min_quality: 0.7,
          min_tok_s: 5,
        },
      },
    }
    expect(summary(explained('groq/llama', policy(['meets_req']), context).filter)).toEqual([
      '$.policy[1] supports_tools true: holds',
      '$.policy[1] context 128000, against 160000: fails',
      '$.policy[1] family llama, against opus: fails',
      '$.policy[1] tier unknown, against partner: fails',
      '$.policy[1] no_log unknown, reads false: fails',
      '$.policy[1] quality 0.61, against 0.7: fails',
      '$.policy[1] tok_s unknown, reads 0, against 5: fails',
    ])
  })
})

describe('the smallest relaxation', () => {
  test('moves a bound exactly to what was observed', () => {
    expect(changes('groq/llama', ['cmp', 'quality', 'ge', 0.7])).toEqual([
      {
        kind: 'move',
        path: '$.policy[1]',
        from: ['cmp', 'quality', 'ge', 0.7],
        to: ['cmp', 'quality', 'ge', 0.61],
      },
    ])
  })

  test.each<[Term, Term]>([
    [
      ['cmp', 'quality', 'gt', 0.61],
      ['cmp', 'quality', 'ge', 0.61],
    ],
    [
      ['cmp', 'quality', 'lt', 0.5],
      ['cmp', 'quality', 'le', 0.61],
    ],
    [
      ['cmp', 'quality', 'le', 0.5],
      ['cmp', 'quality', 'le', 0.61],
    ],
    [
      ['cmp', 'quality', 'eq', 0.5],
      ['cmp', 'quality', 'eq', 0.61],
    ],
    [
      ['not', ['cmp', 'quality', 'ge', 0.5]],
      ['not', ['cmp', 'quality', 'gt', 0.61]],
    ],
    [
      ['not', ['cmp', 'quality', 'lt', 0.7]],
      ['not', ['cmp', 'quality', 'lt', 0.61]],
    ],
    [
      ['min_tier', 'partner'],
      ['min_tier', 'fallback'],
    ],
  ])('turns %j into %j', (from, to) => {
    expect(rejection('groq/llama', from).relaxation?.filter).toEqual(to)
  })

  test.each<[Term]>([
    [['is', 'no_log']],
    [['has_cap', 'supports_vision']],
    [['provider_eq', 'openai']],
    [['cmp', 'tok_s', 'ge', 5]],
    [['cmp', 'quality', 'ne', 0.61]],
    [['not', ['has_cap', 'supports_tools']]],
    [['bot']],
  ])('drops %j, which no bound moves', (part) => {
    expect(changes('groq/llama', ['and', ['cmp', 'quality', 'ge', 0], part])).toMatchObject([
      { kind: 'drop', from: part },
    ])
    expect(changes('groq/llama', part)).toEqual([{ kind: 'drop', path: '$.policy[1]', from: part }])
  })

  test('changes every part that fails and no other', () => {
    const filter: Term = [
      'and',
      ['is', 'no_log'],
      ['cmp', 'price_out', 'le', 5],
      ['cmp', 'quality', 'ge', 0.7],
    ]
    expect(rejection('groq/llama', filter).relaxation).toMatchObject({
      changes: [
        { kind: 'move', path: '$.policy[1].and[2]' },
        { kind: 'drop', path: '$.policy[1].and[3]', from: ['is', 'no_log'] },
      ],
      filter: ['and', ['cmp', 'price_out', 'le', 5], ['cmp', 'quality', 'ge', 0.61]],
    })
  })

  test('of an `or` changes the one part that costs least', () => {
    const near: Term = ['cmp', 'quality', 'ge', 0.65]
    const far: Term = ['cmp', 'context', 'ge', 1000000]
    expect(changes('groq/llama', ['or', far, near, ['is', 'no_log']])).toMatchObject([
      { kind: 'move', from: near },
    ])
    const all: Term = ['or', ['is', 'has_tee'], ['is', 'no_log']]
    expect(changes('groq/llama', all)).toEqual([{ kind: 'drop', path: '$.policy[1]', from: all }])
  })

  test('of a negated `and` changes one part, of a negated `or` every part', () => {
    const both = [
      ['has_cap', 'supports_tools'],
      ['cmp', 'quality', 'ge', 0.5],
    ] as const
    expect(changes('groq/llama', ['not', ['and', ...both]])).toMatchObject([
      { kind: 'move', to: ['cmp', 'quality', 'gt', 0.61] },
    ])
    expect(rejection('groq/llama', ['not', ['or', ...both]]).relaxation?.filter).toEqual([
      'not',
      ['cmp', 'quality', 'gt', 0.61],
    ])
  })

  test('asks the request to demand less where the request is what fails', () => {
    const request: Context['request'] = {
      images: ['x'],
      tools: [{}],
      requirements: { needs: ['vision'], min_context: 160000, min_tok_s: 5, privacy: 'no_log' },
    }
    const { relaxation } = rejection('groq/llama', ['meets_req'], { request })
    expect(relaxation?.changes).toMatchObject([
      { kind: 'concession', demand: { need: 'vision' }, to: undefined },
      { kind: 'concession', demand: { kind: 'min_context' }, to: 128000 },
      { kind: 'concession', demand: { kind: 'no_log' }, to: undefined },
      { kind: 'concession', demand: { kind: 'min_tok_s' }, to: undefined },
    ])
    expect(relaxation?.context.request).toEqual({
      tools: [{}],
      requirements: { needs: [], min_context: 128000 },
    })
    expect(relaxation?.filter).toEqual(['meets_req'])
  })

  test.each([
    [{ tools: [{}] }],
    [{ images: ['x'] }],
    [{ response_format: { type: 'json_object' } }],
    [{ requirements: { needs: ['seed'] } }],
  ])('gives up the need of %j', (request) => {
    const { relaxation } = rejection('local/tiny', ['meets_req'], { request })
    expect(relaxation?.changes).toMatchObject([{ demand: { kind: 'capability' }, to: undefined }])
    expect(relaxation?.context.request).toEqual({ requirements: { needs: [] } })
  })

  test('makes a concession once, and nothing that it makes needless', () => {
    const twice: Term = ['and', ['meets_req'], ['or', ['meets_req'], ['tier_eq', 'partner']]]
    const request = { requirements: { min_quality: 0.7, min_tok_s: 5 } }
    expect(changes('groq/llama', twice, { request })).toMatchObject([
      { kind: 'concession', demand: { kind: 'min_quality' }, to: 0.61 },
      { kind: 'concession', demand: { kind: 'min_tok_s' }, to: undefined },
    ])
  })

  test('is none where the changes would undo each other', () => {
    const contradiction: Term = ['and', ['meets_req'], ['not', ['meets_req']]]
    const request = { tools: [{}], requirements: { needs: ['seed'] } }
    expect(rejection('groq/llama', contradiction, { request }).relaxation).toBeUndefined()
  })
})

describe('a candidate that passes', () => {
  const outcomeOf = (cid: string, selector: Term): Outcome =>
    explained(cid, policy(KNOWN_PRICE, selector)).outcome

  test('is told its place, and who is first', () => {
    expect(outcomeOf('groq/llama', ['argmax'])).toMatchObject({
      kind: 'ranked',
      rank: { position: 2, score: -0.8, tied: false },
      of: 3,
      first: { candidate: { cid: 'openai/nano' }, score: -0.4 },
    })
  })

  test('is told what left it out', () => {
    expect(outcomeOf('groq/llama', ['top_k', 1, ['argmax']])).toMatchObject({
      kind: 'dropped',
      by: { path: '$.policy[3]', position: undefined, limit: 1, left: 1 },
    })
    expect(
      outcomeOf('groq/llama', ['chain', [{ provider: 'openai', model: 'nano' }]]),
    ).toMatchObject({
      kind: 'dropped',
      by: { term: ['chain', [{ provider: 'openai', model: 'nano' }]], left: 1 },
    })
  })

  test('sees its place after every operation of the selector', () => {
    const selector: Term = ['top_k', 2, ['prefer', ['provider_eq', 'anthropic'], ['argmax']]]
    const { selection } = explained('openai/nano', policy(KNOWN_PRICE, selector))
    expect(selection).toMatchObject([
      { path: '$.policy[3].top_k[2].prefer[2]', position: 1, left: 3 },
      { path: '$.policy[3].top_k[2]', position: 2, preferred: false },
      { path: '$.policy[3]', position: 2, left: 2, limit: 2 },
    ])
  })

  test('sees how its score came about', () => {
    const scorer: Term = [
      'add',
      ['gate', ['is', 'no_log'], ['lit', 1]],
      ['neg', ['normalize', ['clamp', 0, 10, ['field', 'price_out']]]],
    ]
    const { score } = explained('groq/llama', policy(KNOWN_PRICE, ['argmax'], scorer))
    expect(score).toMatchObject({
      path: '$.policy[2]',
      value: expect.closeTo(0.95833, 5),
      parts: [
        {
          path: '$.policy[2].add[1]',
          value: 0,
          gate: { path: '$.policy[2].add[1].gate[1]', holds: false },
          parts: [{ value: 1 }],
        },
        {
          value: expect.closeTo(0.95833, 5),
          parts: [
            {
              range: { low: 0.4, high: 10 },
              parts: [
                {
                  value: 0.8,
                  parts: [
                    {
                      path: '$.policy[2].add[2].neg[1].normalize[1].clamp[3]',
                      look: { subject: 'price_out', observed: 0.8 },
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    })
  })
})

describe('the nearest misses of a filter', () => {
  test('name for each clause how many it keeps out, and who came nearest', () => {
    const filter: Term = ['and', KNOWN_PRICE, ['cmp', 'quality', 'ge', 0.8], ['is', 'no_log']]
    const misses = nearestMisses(policy(filter), CANDIDATES)
    expect(
      misses.map(({ clause, failed, failedAlone, nearest }) => [
        clause,
        failed,
        failedAlone,
        nearest.candidate.cid,
        nearest.otherClauses,
      ]),
    ).toEqual([
      [KNOWN_PRICE, 1, 0, 'local/tiny', 1],
      [['cmp', 'quality', 'ge', 0.8], 4, 2, 'anthropic/opus', 0],
      [['is', 'no_log'], 1, 0, 'groq/llama', 1],
    ])
    expect(misses[1]?.nearest.part).toMatchObject({
      observed: 0.76,
      bound: 0.8,
      miss: { distance: expect.closeTo(0.04) },
    })
  })

  test('of a filter of one part are of that part', () => {
    expect(nearestMisses(policy(['cmp', 'quality', 'ge', 0.7]), CANDIDATES)).toMatchObject([
      {
        path: '$.policy[1]',
        failed: 2,
        failedAlone: 2,
        nearest: { candidate: { cid: 'groq/llama' } },
      },
    ])
  })

  test('are none where everybody passes, and none of no candidates', () => {
    expect(nearestMisses(policy(['top']), CANDIDATES)).toEqual([])
    expect(nearestMisses(policy(['bot']), [])).toEqual([])
  })

  test('count a clause that looks at nothing', () => {
    expect(nearestMisses(policy(['not', ['meets_req']]), CANDIDATES)).toMatchObject([
      { failed: 4, nearest: { part: undefined } },
    ])
  })
})
