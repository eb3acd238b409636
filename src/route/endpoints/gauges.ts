import { headText, labelsText, type MetricName } from './metric.ts'

/** What is asked for when metrics are shown. */
export interface RouterGauges {
  readonly requestsInFlight: number
  /** Of these, the ones of which part of a streamed answer was sent. */
  readonly streamsInFlight: number
  /** Routes that decisions read as open. */
  readonly openBreakers: number
  readonly disabledProviders: number
  readonly journalQueued: number
  readonly uptimeMs: number
  readonly version: string
}

export function gaugeTexts(now: RouterGauges): readonly string[] {
  const plain = GAUGES.map(({ name, help, read }) =>
    gaugeText({ name, help, labels: [] }, [], read(now)),
  )
  return [...plain, gaugeText(BUILD, [now.version], 1)]
}

function gaugeText(metric: MetricName, values: readonly string[], value: number): string {
  return `${headText(metric, 'gauge')}${metric.name}${labelsText(metric.labels, values)} ${value}\n`
}

interface Gauge {
  readonly name: string
  readonly help: string
  readonly read: (now: RouterGauges) => number
}

const GAUGES: readonly Gauge[] = [
  {
    name: 'unhardcoded_requests_in_flight',
    help: 'Requests that are being served.',
    read: ({ requestsInFlight }) => requestsInFlight,
  },
  {
    name: 'unhardcoded_streams_in_flight',
    help: 'Requests of which part of a streamed answer was sent.',
    read: ({ streamsInFlight }) => streamsInFlight,
  },
  {
    name: 'unhardcoded_open_breakers',
    help: 'Routes whose breaker is open.',
    read: ({ openBreakers }) => openBreakers,
  },
  {
    name: 'unhardcoded_disabled_providers',
    help: 'Providers that are disabled.',
    read: ({ disabledProviders }) => disabledProviders,
  },
  {
    name: 'unhardcoded_journal_queued_records',
    help: 'Records that wait to be written.',
    read: ({ journalQueued }) => journalQueued,
  },
  {
    name: 'unhardcoded_uptime_seconds',
    help: 'Since the router was started.',
    read: ({ uptimeMs }) => uptimeMs / 1000,
  },
]

const BUILD: MetricName = {
  name: 'unhardcoded_build_info',
  help: 'Always 1; the version is its label.',
  labels: ['version'],
}
