import type { ActionName } from '../../ir/admit-action.ts'
import type { Outcome } from '../../trace/record.ts'
import type { Api } from '../classify/check-answer.ts'
import type { FailureReason } from '../failure.ts'
import type { RouterErrorCode } from '../router-error.ts'
import { gaugeTexts, type RouterGauges } from './gauges.ts'
import { openRouterCounters, openRouterHistograms } from './router-series.ts'

/** The media type of what {@link RouterMetrics.text} writes. */
export const METRICS_MEDIA_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/**
 * What `/metrics` shows. Labels take their values from closed sets, from the catalog, or from the
 * configured names of callers; never from what a request or a provider wrote.
 */
export interface RouterMetrics {
  readonly requestEnded: (request: EndedRequest) => void
  readonly callEnded: (call: EndedCall) => void
  /** Another call followed a failure, as the plan said. */
  readonly failedOver: (action: ActionName, reason: FailureReason) => void
  /** `caller` is a configured name; undefined where nobody knows the key. */
  readonly callerRejected: (code: RouterErrorCode, caller: string | undefined) => void
  readonly receipts: (fate: 'written' | 'dropped', count: number) => void
  /** In the same order always; gauges are what they are at that moment. */
  readonly text: (gauges: RouterGauges) => string
}

export interface EndedRequest {
  readonly surface: Api
  readonly outcome: Outcome
  /** That was sent to the client; undefined where it left before. */
  readonly status: number | undefined
  /** From its head to the last byte of the answer. */
  readonly durationMs: number
  /** All of that but the time of providers and of waits that the plan asked for. */
  readonly addedMs: number
}

export interface EndedCall {
  /** Of the catalog. */
  readonly provider: string
  /** Of the catalog. */
  readonly family: string
  readonly result: 'answered' | 'cancelled' | FailureReason
  /** To the first token, or the first byte where it does not stream; undefined where none came. */
  readonly firstTokenMs: number | undefined
  readonly inputTokens: number | undefined
  readonly outputTokens: number | undefined
  readonly settledUsd: number | undefined
  readonly estimatedUsd: number | undefined
}

export function openMetrics(): RouterMetrics {
  const counters = openRouterCounters()
  const histograms = openRouterHistograms()
  for (const fate of ['dropped', 'written']) counters.receipts.add([fate], 0)
  return {
    requestEnded: ({ surface, outcome, status, durationMs, addedMs }) => {
      counters.requests.add([surface, outcome, statusText(status)])
      histograms.requests.observe([surface], durationMs / 1000)
      histograms.added.observe([surface], addedMs / 1000)
    },
    callEnded: (call) => {
      const route = [call.provider, call.family]
      counters.calls.add([...route, call.result])
      if (call.firstTokenMs !== undefined) {
        histograms.firstTokens.observe([call.provider], call.firstTokenMs / 1000)
      }
      const amounts = [
        [counters.inputTokens, call.inputTokens],
        [counters.outputTokens, call.outputTokens],
        [counters.settledCost, call.settledUsd],
        [counters.estimatedCost, call.estimatedUsd],
      ] as const
      for (const [counter, amount] of amounts) {
        if (amount !== undefined) counter.add(route, amount)
      }
    },
    failedOver: (action, reason) => counters.failovers.add([action, reason]),
    callerRejected: (code, caller = '') => counters.rejectedCallers.add([caller, code]),
    receipts: (fate, count) => counters.receipts.add([fate], count),
    text: (gauges) => {
      const metrics = [...Object.values(counters), ...Object.values(histograms)]
      return [...metrics.map((metric) => metric.text()), ...gaugeTexts(gauges)].join('')
    },
  }
}

/** A provider's status goes on to the client, so it could be any number. */
function statusText(status: number | undefined): string {
  if (status === undefined) return 'none'
  return Number.isInteger(status) && status >= 100 && status < 600 ? `${status}` : 'other'
}
