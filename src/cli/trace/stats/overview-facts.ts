import type { TraceStats } from '../../../trace/stats/index.ts'
import { dollars } from '../../report/dollars.ts'
import type { Fact } from '../../report/facts.ts'
import { grouped, groupedCount } from '../../report/grouped.ts'
import { shortQuantity } from '../../report/quantity.ts'
import { percentText, sharesOf } from './shares.ts'
import type { Percentiles, StatsRow } from './stats-row.ts'

/** What all requests add up to; `total` is the row of all of them. */
export function overviewFacts(stats: TraceStats, total: StatsRow): readonly Fact[] {
  return [
    { name: 'requests', text: requestsText(stats, total) },
    { name: 'outcomes', text: outcomesText(total) },
    { name: 'spend', text: spendText(total) },
    { name: 'tokens', text: tokensText(total) },
    { name: 'calls', text: callsText(total) },
    { name: 'answered in', text: timesText(total.total) },
    { name: 'first token', text: timesText(total.firstToken) },
  ]
}

function requestsText({ from, until, modes }: TraceStats, { requests, flows }: StatsRow): string {
  if (from === undefined || until === undefined) return 'none'
  const days = [...new Set([from, until].map((at) => at.slice(0, 'YYYY-MM-DD'.length)))]
  const kinds = (['live', 'sandbox', 'simulated'] as const).flatMap((mode) => {
    const number = modes.get(mode)
    return number === undefined ? [] : [`${grouped(number)} ${mode}`]
  })
  const composed = flows === 0 ? '' : `; ${grouped(flows)} of them ran a flow`
  return `${grouped(requests)}, ${days.join(' to ')}: ${kinds.join(', ')}${composed}`
}

function outcomesText({ outcomes, requests }: StatsRow): string | undefined {
  if (requests === 0) return undefined
  const found = OUTCOMES.map((outcome) => outcomes.get(outcome) ?? 0)
  const shares = sharesOf(found)
  return OUTCOMES.flatMap((outcome, i) =>
    found[i] === 0 ? [] : [`${grouped(found[i] ?? 0)} ${outcome} (${percentText(shares[i] ?? 0)})`],
  ).join(', ')
}

/** From good to bad. */
export const OUTCOMES = [
  'complete',
  'incomplete',
  'cancelled',
  'exhausted',
  'rejected',
  'simulated',
] as const

function spendText({ settled, estimated, assumed, unknown, calls }: StatsRow): string {
  const unsure =
    unknown === 0
      ? []
      : [
          `nobody knows what ${grouped(unknown)} of ${grouped(calls)} calls ${unknown === 1 ? 'costs' : 'cost'}`,
        ]
  const pretended =
    assumed.digits === 0n ? [] : [`not spent, in the sandbox and simulated: ${dollars(assumed)}`]
  return [
    `${dollars(settled)} settled, ${dollars(estimated)} estimated`,
    ...unsure,
    ...pretended,
  ].join('; ')
}

function tokensText({ tokens, calls }: StatsRow): string | undefined {
  if (calls === 0) return undefined
  const { input, output, cacheRead, cacheWrite, cacheShare } = tokens
  const cache =
    cacheRead === 0 && cacheWrite === 0
      ? ''
      : `, ${grouped(cacheRead)} from caches (${percentText(Math.round((cacheShare ?? 0) * 1000))} of all input), ${grouped(cacheWrite)} into them`
  return `${grouped(input)} in${cache}, ${grouped(output)} out`
}

function callsText({ called, calls, failedOver, failed, retries }: StatsRow): string | undefined {
  if (called === 0) return undefined
  const [share = 0] = sharesOf([failedOver, called - failedOver])
  return `${grouped(calls)} for ${groupedCount(called, 'request')}, ${grouped(failed)} failed; ${groupedCount(retries, 'retry', 'retries')}; ${groupedCount(failedOver, 'request')} went on to another candidate (${percentText(share)})`
}

function timesText(times: Percentiles | undefined): string | undefined {
  if (times === undefined) return undefined
  const { p50, p90, p99 } = times
  const [half, most, nearlyAll] = [p50, p90, p99].map((ms) => shortQuantity(ms, 'duration'))
  return `p50 ${half}, p90 ${most}, p99 ${nearlyAll}`
}
