import { VERSION } from '../../base/version.ts'
import { fields } from '../endpoints/fields.ts'
import { METRICS_MEDIA_TYPE } from '../endpoints/metrics.ts'
import { modelNamed, models } from '../endpoints/models.ts'
import type { Asking } from './asking.ts'
import type { Desk } from './completions.ts'
import { modelIdIn, type PageName } from './endpoints.ts'
import { offerFor } from './offer-for.ts'
import { sendJson, sendText } from './send-answer.ts'
import { sendError } from './send-error.ts'

/** The desk, and how busy the router is. */
export interface PageDesk extends Desk {
  readonly isDraining: boolean
  readonly inFlight: number
  readonly streaming: number
}

export function answerPage(
  name: PageName,
  { request, response, caller }: Asking,
  desk: PageDesk,
): void {
  const { setting } = desk
  switch (name) {
    case 'models':
      sendJson(response, models(offerFor(caller, setting)))
      return
    case 'model': {
      const found = modelNamed(modelIdIn(request.url ?? ''), offerFor(caller, setting))
      if (found.ok) sendJson(response, found.value)
      else sendError(response, { surface: 'chat', error: found.error }, desk.office)
      return
    }
    case 'fields':
      sendJson(response, fields(setting.vocabulary))
      return
    case 'metrics':
      sendText(response, metricsOf(desk), METRICS_MEDIA_TYPE)
      return
    case 'health':
      sendJson(response, healthOf(desk))
      return
    default: {
      const isReady = !desk.isDraining && setting.grounds.chat.candidates.length > 0
      sendJson(response, { status: isReady ? 'ready' : 'not ready' }, isReady ? 200 : 503)
    }
  }
}

function metricsOf({ office, inFlight, streaming }: PageDesk): string {
  const state = office.health.state(office.now())
  return office.metrics.text({
    requestsInFlight: inFlight,
    streamsInFlight: streaming,
    openBreakers: Object.keys(state.breakers ?? {}).length,
    disabledProviders: Object.keys(state.disabled ?? {}).length,
    journalQueued: office.journalReport()?.queued ?? 0,
    uptimeMs: office.monotonic() - office.startedMs,
    version: VERSION,
  })
}

/** Whoever may reach the router may read this: it says how it does, and nothing of its traffic. */
function healthOf({ office, setting, isDraining, inFlight }: PageDesk): unknown {
  const journal = office.journalReport()
  const refusedMs = office.refusedMs?.()
  return {
    status: isDraining ? 'draining' : 'ok',
    version: VERSION,
    mode: setting.mode,
    configuration: {
      since: new Date(setting.sinceMs).toISOString(),
      refused: refusedMs === undefined ? null : new Date(refusedMs).toISOString(),
    },
    catalog: setting.catalog.digest,
    in_flight: inFlight,
    receipts:
      journal === undefined
        ? null
        : {
            queued: journal.queued,
            written: journal.written,
            dropped: journal.dropped,
            failed: journal.failed,
            disk: journal.lastError === undefined ? 'ok' : journal.lastError.code,
          },
  }
}
