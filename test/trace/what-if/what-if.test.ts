import { describe, expect, test } from 'vitest'
import type { Catalog, Route } from '../../../src/catalog/catalog.ts'
import { catalogOf } from '../../../src/catalog/load.ts'
import { plain } from '../../../src/catalog/money.ts'
import { normalize } from '../../../src/ir/normalize.ts'
import type { Term } from '../../../src/ir/term.ts'
import { decodeRecord, openReplay, type UsageRecord } from '../../../src/trace/index.ts'
import {
  type Change,
  NO_CHANGE,
  openWhatIf,
  type WhatIf,
} from '../../../src/trace/what-if/index.ts'
import { ENGINE, linesOf, type Run } from '../recorded-run.ts'

const NANO: Route = { provider: 'openai', price_in: 0.1, price_out: 1, price_cache_read: 0.01 }
const GROQ: Route = { provider: 'groq', price_in: 0.2, price_out: 2 }
const LARGE: Route = { provider: 'openai', price_in: 2, price_out: 8 }

function catalogWith(nano: readonly Route[], large: readonly Route[] = [LARGE]): Catalog {
  const { value } = catalogOf({
    catalog: 1,
    fields: { quality: { sort: 'number', unit: 'ratio', absent: -1 } },
    providers: { openai: {}, groq: {} },
    models: {
      nano: { quality: 0.5, served_by: nano },
      large: { quality: 0.9, capabilities: { context: 1000 }, served_by: large },
    },
  })
  if (value === undefined) throw new Error('the catalog is one')
  return value
}

const CATALOG = catalogWith([NANO, GROQ])

const NEXT: Term = ['always', { action: 'next_candidate' }]

function cheapest(filter: Term, selector: Term = ['argmax'], plan: Term = NEXT): Term {
  const score: Term = ['scale', -1, ['field', 'price_in']]
  return normalize(['policy', filter, score, selector, ['id'], plan])
}

const USAGE: UsageRecord = { origin: 'reported', input: 1000, output: 100, cache_read: 500 }

const RUN: Run = {
  policy: cheapest(['top']),
  catalog: CATALOG,
  without: [],
  context: {},
  failures: [],
  usage: USAGE,
}

/** What would have been of one request. */
function asked(change: Partial<Change>, run: Partial<Run> = {}): WhatIf {
  const replay = openReplay(ENGINE)
  const whatIfs = openWhatIf({ ...NO_CHANGE, ...change })
  for (const line of linesOf([{ ...RUN, ...run }])) {
    const decoded = decodeRecord(line)
    if (!decoded.ok) throw new Error(decoded.error.message)
    const played = replay.take(decoded.value)
    if (played === undefined || !('receipt' in played)) continue
    const answer = whatIfs.ask(played, replay.library)
    if ('why' in answer) throw new Error(answer.why)
    return answer
  }
  throw new Error('a run leaves a receipt')
}

describe('what an answer would have cost', () => {
  test.each<[string, Partial<Change>, Partial<Run>, string | undefined, readonly string[]]>([
    ['is what it cost where nothing changed', {}, {}, '0.000205', ['same route']],
    [
      'follows the price of the route, and a cache without a price is plain input',
      { prices: [{ route: 'openai/nano', priceIn: 0.15, priceOut: 1 }] },
      {},
      '0.000255',
      ['other prices'],
    ],
    [
      'counts a cold cache as plain input at another provider',
      { without: ['openai'] },
      {},
      '0.0005',
      ['other provider', 'cold cache'],
    ],
    [
      'counts the tokens of another model as they were',
      { policy: () => cheapest(['cmp', 'quality', 'ge', 0.8]) },
      { usage: { origin: 'estimated', input: 1000, output: 100 } },
      '0.0028',
      ['other model', 'estimated tokens'],
    ],
    [
      'is unknown where the route has no price',
      { catalog: catalogWith([{ provider: 'groq' }], []) },
      {},
      undefined,
      ['unpriced'],
    ],
    [
      'is not compared where the cost is not known',
      {},
      { usage: { origin: 'unknown' } },
      undefined,
      ['unknown cost'],
    ],
    [
      'is not compared where nobody would have answered',
      { policy: () => cheapest(['cmp', 'quality', 'ge', 0.95]) },
      {},
      undefined,
      ['unanswered'],
    ],
    [
      'of a route that failed is that of the one that is tried after it',
      { policy: () => cheapest(['cmp', 'quality', 'ge', 0.4]), prices: [] },
      { failures: ['timeout'], usage: { origin: 'reported', input: 1000, output: 100 } },
      '0.0004',
      ['same route'],
    ],
  ])('%s', (_, change, run, after, bases) => {
    const answer = asked(change, run)
    expect(answer.after && plain(answer.after)).toBe(after)
    expect(answer.bases).toEqual(bases)
  })
})

describe('why a request moved', () => {
  const nano = { kind: 'answered', route: 'openai/nano' }
  const groq = { kind: 'answered', route: 'groq/nano' }
  const large = { kind: 'answered', route: 'openai/large' }

  test.each<[string, Partial<Change>, Partial<Run>, object]>([
    [
      'a clause rejects the one that answered',
      { policy: () => cheapest(['cmp', 'quality', 'ge', 0.8]) },
      {},
      {
        from: nano,
        to: large,
        against: {
          kind: 'clause',
          part: { of: 'changed', path: '$.policy[1]', term: ['cmp', 'quality', 'ge', 0.8] },
          seen: { route: 'openai/nano', subject: 'quality', observed: 0.5, wanted: 0.8 },
        },
        letIn: undefined,
      },
    ],
    [
      'a clause is gone that rejected the other one',
      { policy: () => cheapest(['top']) },
      { policy: cheapest(['cmp', 'quality', 'ge', 0.8]) },
      {
        from: large,
        to: nano,
        against: { kind: 'score' },
        letIn: { kind: 'clause', part: { of: 'recorded' }, seen: { route: 'openai/nano' } },
      },
    ],
    [
      'a provider is left out',
      { without: ['openai'] },
      {},
      { from: nano, to: groq, against: { kind: 'provider', provider: 'openai' } },
    ],
    [
      'the catalog does not have the route',
      { catalog: catalogWith([GROQ]) },
      {},
      { from: nano, to: groq, against: { kind: 'catalog' }, letIn: undefined },
    ],
    [
      'the catalog has a new route',
      { catalog: catalogWith([{ ...NANO, price_in: 0.3 }, GROQ]) },
      { catalog: catalogWith([NANO]) },
      { from: nano, to: groq, against: { kind: 'price' }, letIn: { kind: 'catalog' } },
    ],
    [
      'a price changed',
      { prices: [{ route: 'groq/nano', priceIn: 0.01, priceOut: 2 }] },
      {},
      {
        from: nano,
        to: groq,
        against: { kind: 'price', part: { term: ['scale', -1, ['field', 'price_in']] } },
      },
    ],
    [
      'a preference puts another one first',
      { policy: () => cheapest(['top'], ['prefer', ['provider_eq', 'groq'], ['argmax']]) },
      {},
      { from: nano, to: groq, against: { kind: 'preference', part: { path: '$.policy[3]' } } },
    ],
    [
      'the selector keeps fewer',
      {
        policy: () =>
          normalize([
            'policy',
            ['top'],
            ['field', 'price_in'],
            ['top_k', 1, ['argmax']],
            ['id'],
            NEXT,
          ]),
      },
      {},
      {
        from: nano,
        to: large,
        against: { kind: 'selector', part: { term: ['top_k', 1, ['argmax']] } },
      },
    ],
    [
      'a list names another one',
      {
        policy: () => cheapest(['top'], ['chain', [{ provider: 'groq', model: 'nano' }]]),
      },
      {},
      { from: nano, to: groq, against: { kind: 'selector' } },
    ],
    [
      'only the order of the catalog decides',
      { policy: () => normalize(['policy', ['top'], ['zero'], ['argmax'], ['id'], NEXT]) },
      {},
      { from: nano, to: groq, against: { kind: 'order' } },
    ],
    [
      'everything is compared with one model',
      { baseline: 'openai/large' },
      {},
      { from: nano, to: large, against: { kind: 'baseline' }, letIn: undefined },
    ],
    [
      'the plan gives up',
      { policy: () => cheapest(['top'], ['argmax'], ['always', { action: 'abort' }]) },
      { failures: ['timeout'] },
      { from: groq, to: { kind: 'failed' }, against: { kind: 'plan' } },
    ],
    [
      'the plan goes on',
      { policy: () => cheapest(['top']) },
      {
        failures: ['timeout'],
        policy: cheapest(['top'], ['argmax'], ['always', { action: 'abort' }]),
      },
      {
        from: { kind: 'failed' },
        to: groq,
        against: { kind: 'no answer' },
        letIn: { kind: 'plan' },
      },
    ],
  ])('%s', (_, change, run, move) => {
    expect(asked(change, run).move).toMatchObject(move)
  })

  test('where nobody is left, the one that came nearest is told', () => {
    const { nearest, to } = asked({ policy: () => cheapest(['cmp', 'quality', 'ge', 0.95]) })
    expect(to).toEqual({ kind: 'nobody' })
    expect(nearest?.seen).toEqual({
      route: 'openai/large',
      subject: 'quality',
      observed: 0.9,
      wanted: 0.95,
    })
  })

  test('a baseline that cannot do what a request needs answers nobody', () => {
    const context = { request: { requirements: { min_context: 2000 } } }
    const { to } = asked({ baseline: 'openai/large' }, { context })
    expect(to).toEqual({ kind: 'nobody' })
  })
})
