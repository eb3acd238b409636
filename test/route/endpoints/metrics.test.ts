import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCounter } from '../../../src/route/endpoints/counter.ts'
import type { RouterGauges } from '../../../src/route/endpoints/gauges.ts'
import { openHistogram } from '../../../src/route/endpoints/histogram.ts'
import {
  type EndedCall,
  type EndedRequest,
  METRICS_MEDIA_TYPE,
  openMetrics,
  type RouterMetrics,
} from '../../../src/route/endpoints/metrics.ts'
import { MOST_SERIES } from '../../../src/route/endpoints/series.ts'
import { runs } from '../../runs.ts'
import { type Family, readExposition } from './exposition.ts'

const GAUGES: RouterGauges = {
  requestsInFlight: 3,
  streamsInFlight: 2,
  openBreakers: 1,
  disabledProviders: 0,
  journalQueued: 7,
  uptimeMs: 1500,
  version: '0.1.0',
}

const REQUEST: EndedRequest = {
  surface: 'chat',
  outcome: 'complete',
  status: 200,
  durationMs: 1200,
  addedMs: 0.3,
}

const CALL: EndedCall = {
  provider: 'openai',
  family: 'gpt-5',
  result: 'answered',
  firstTokenMs: 300,
  inputTokens: 1000,
  outputTokens: 50,
  settledUsd: 0.00175,
  estimatedUsd: undefined,
}

describe('what a router shows', () => {
  test('is all of this', async () => {
    const metrics = openMetrics()
    metrics.requestEnded(REQUEST)
    metrics.requestEnded({ ...REQUEST, surface: 'messages', outcome: 'exhausted', status: 502 })
    metrics.callEnded(CALL)
    metrics.callEnded({ ...CALL, provider: 'groq', family: 'llama', result: 'rate_limit' })
    metrics.failedOver('next_candidate', 'rate_limit')
    metrics.callerRejected('unknown_caller', undefined)
    metrics.callerRejected('budget_spent', 'support')
    metrics.receipts('written', 2)
    const text = metrics.text(GAUGES)
    readExposition(text)
    await expect(text).toMatchFileSnapshot('../../../fixtures/route/metrics.txt')
  })

  test('has every name before anything happened, and receipts at 0', () => {
    const families = readExposition(openMetrics().text(GAUGES))
    expect([...families.keys()].every((name) => name.startsWith('unhardcoded_'))).toBe(true)
    expect(families.get('unhardcoded_receipts_total')?.samples.map(({ value }) => value)).toEqual([
      0, 0,
    ])
  })

  test.each([...readExposition(openMetrics().text(GAUGES)).values()])(
    '$name is named as Prometheus recommends',
    ({ name, type, help }) => {
      expect(name).toMatch(/^unhardcoded_[a-z]+(_[a-z]+)*$/)
      expect(name.endsWith('_total')).toBe(type === 'counter')
      if (type === 'histogram') expect(name).toMatch(/_seconds$/)
      expect(help).toMatch(/^[A-Z].*\.$/)
    },
  )

  test('does not depend on the order in which things happened', () => {
    const calls = ['a', 'b', 'a|', 'é', '\u{1F600}'].flatMap((provider) =>
      ['x', 'y'].map((family): EndedCall => ({ ...CALL, provider, family })),
    )
    fc.assert(
      fc.property(fc.shuffledSubarray(calls, { minLength: calls.length }), (shuffled) => {
        expect(textAfter(shuffled)).toBe(textAfter(calls))
      }),
      runs(20),
    )
  })

  test('reads back as it was counted, whatever stands in a name', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'"\\\n\r\u2028,{}=n ') }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name)), (routes) => {
        const calls = routes.map(([provider, family]) => ({ ...CALL, provider, family }))
        const expected = new Map<string, number>()
        for (const route of routes) {
          const key = JSON.stringify(route)
          expected.set(key, (expected.get(key) ?? 0) + 1)
        }
        const family = readExposition(textAfter(calls)).get('unhardcoded_calls_total')
        const read = family?.samples.map(({ labels, value }) => [
          JSON.stringify([labels.get('provider'), labels.get('family')]),
          value,
        ])
        expect(new Map(read as [string, number][])).toEqual(expected)
      }),
      runs(100),
    )
  })

  test.each([
    [undefined, 'none'],
    [499, '499'],
    [99, 'other'],
    [600, 'other'],
    [200.5, 'other'],
  ])('the status %s is shown as %s', (status, shown) => {
    const metrics = openMetrics()
    metrics.requestEnded({ ...REQUEST, status })
    expect(sampleLabels(metrics, 'unhardcoded_requests_total')).toEqual([
      { surface: 'chat', outcome: 'complete', status: shown },
    ])
  })

  test('what is not known of a call is not counted as 0', () => {
    const metrics = openMetrics()
    metrics.callEnded({ ...CALL, settledUsd: undefined, outputTokens: undefined })
    const families = readExposition(metrics.text(GAUGES))
    expect(families.get('unhardcoded_settled_cost_usd_total')?.samples).toEqual([])
    expect(families.get('unhardcoded_output_tokens_total')?.samples).toEqual([])
  })

  test('is plain text in the version that every Prometheus reads', () => {
    expect(METRICS_MEDIA_TYPE).toBe('text/plain; version=0.0.4; charset=utf-8')
  })
})

describe('a counter', () => {
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('never goes down: not by %s', (amount) => {
    const counter = openCounter({ name: 'c_total', help: 'C.', labels: ['l'] })
    counter.add(['x'], 2)
    counter.add(['x'], amount)
    expect(only(counter.text()).samples.map(({ value }) => value)).toEqual([2])
  })

  test('keeps a bounded number of series and counts the rest together', () => {
    const counter = openCounter({ name: 'c_total', help: 'C.', labels: ['l', 'm'] })
    for (let i = 0; i < MOST_SERIES + 1000; i++) counter.add([`${i}`, 'x'])
    counter.add(['7', 'x'])
    const { samples } = only(counter.text())
    expect(samples).toHaveLength(MOST_SERIES + 1)
    const values = new Map(samples.map(({ labels, value }) => [[...labels.values()].join(), value]))
    expect(values.get('other,other')).toBe(1000)
    expect(values.get('7,x')).toBe(2)
  })

  test('stays one line where its help does not', () => {
    const counter = openCounter({ name: 'c_total', help: 'a\nb \\ c', labels: [] })
    expect(only(counter.text()).help).toBe('a\\nb \\\\ c')
  })
})

describe('a histogram', () => {
  test('counts a value in the first bucket whose bound it does not exceed', () => {
    const histogram = openHistogram({ name: 'h_seconds', help: 'H.', labels: [] }, [0.5, 1])
    for (const value of [0.5, 0.500001, 1, 2, -1, Number.NaN]) histogram.observe([], value)
    expect(histogram.text().split('\n').slice(2, -1)).toEqual([
      'h_seconds_bucket{le="0.5"} 1',
      'h_seconds_bucket{le="1"} 3',
      'h_seconds_bucket{le="+Inf"} 4',
      'h_seconds_sum 4.000001',
      'h_seconds_count 4',
    ])
  })
})

function textAfter(calls: readonly EndedCall[]): string {
  const metrics = openMetrics()
  for (const call of calls) metrics.callEnded(call)
  return metrics.text(GAUGES)
}

function sampleLabels(metrics: RouterMetrics, name: string): object[] {
  const samples = readExposition(metrics.text(GAUGES)).get(name)?.samples ?? []
  return samples.map(({ labels }) => Object.fromEntries(labels))
}

function only(text: string): Family {
  const [family] = readExposition(text).values()
  if (family === undefined) throw new Error('no family')
  return family
}
