import { openCounter } from './counter.ts'
import { openHistogram } from './histogram.ts'

/** In the order in which they are shown. */
export function openRouterCounters() {
  const route = ['provider', 'family']
  return {
    requests: openCounter({
      name: 'unhardcoded_requests_total',
      help: 'Requests that have ended, by the status that was sent.',
      labels: ['surface', 'outcome', 'status'],
    }),
    rejectedCallers: openCounter({
      name: 'unhardcoded_rejected_callers_total',
      help: 'Requests turned away for who sent them; no caller where nobody knows the key.',
      labels: ['caller', 'code'],
    }),
    calls: openCounter({
      name: 'unhardcoded_calls_total',
      help: 'Calls to providers that have ended: answered, cancelled, or why they failed.',
      labels: [...route, 'result'],
    }),
    failovers: openCounter({
      name: 'unhardcoded_failovers_total',
      help: 'Calls that followed a failure: what the plan did, and why.',
      labels: ['action', 'reason'],
    }),
    inputTokens: openCounter({
      name: 'unhardcoded_input_tokens_total',
      help: 'Input tokens, as far as they are known.',
      labels: route,
    }),
    outputTokens: openCounter({
      name: 'unhardcoded_output_tokens_total',
      help: 'Output tokens, as far as they are known.',
      labels: route,
    }),
    settledCost: openCounter({
      name: 'unhardcoded_settled_cost_usd_total',
      help: 'Cost in USD of the tokens that providers reported.',
      labels: route,
    }),
    estimatedCost: openCounter({
      name: 'unhardcoded_estimated_cost_usd_total',
      help: 'Cost in USD of tokens that were estimated.',
      labels: route,
    }),
    receipts: openCounter({
      name: 'unhardcoded_receipts_total',
      help: 'Receipts: written, or dropped since the journal could not take them.',
      labels: ['fate'],
    }),
  }
}

export function openRouterHistograms() {
  return {
    requests: openHistogram(
      {
        name: 'unhardcoded_request_duration_seconds',
        help: 'From the head of a request to the last byte of its answer.',
        labels: ['surface'],
      },
      [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    ),
    firstTokens: openHistogram(
      {
        name: 'unhardcoded_time_to_first_token_seconds',
        help: 'From a call to its first token, or its first byte where it does not stream.',
        labels: ['provider'],
      },
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    ),
    added: openHistogram(
      {
        name: 'unhardcoded_added_seconds',
        help: 'What the router added to a request: its time without that of providers and waits.',
        labels: ['surface'],
      },
      [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25],
    ),
  }
}
