import type { IncomingMessage, ServerResponse } from 'node:http'
import { err, ok, type Result } from '../../base/result.ts'
import { OPEN_GUARD } from '../admission/guard.ts'
import type { Caller } from '../callers/caller.ts'
import { headerIn } from '../header-in.ts'
import type { RouterError } from '../router-error.ts'
import { answerPage } from './answer-page.ts'
import { answerQuestion } from './answer-question.ts'
import { complete } from './completions.ts'

import { type Endpoint, endpointAt } from './endpoints.ts'

import type { HouseRules } from './house-rules.ts'
import { INTERNAL_ERROR } from './internal-error.ts'
import type { Office } from './office.ts'
import { refuseRequest } from './refuse-request.ts'
import { Roster } from './roster.ts'
import type { Running } from './running.ts'
import { sendError } from './send-error.ts'
import type { Setting } from './setting.ts'
import { whenOver } from './when-over.ts'

/** A router as a listener of HTTP requests, in a server of its own or of somebody else. */
export interface Router {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  /** Requests that begin from now on are decided by this; those that run keep what they have. */
  readonly replace: (setting: Setting) => void
  /** Takes no more requests; answers once those that run are over, or are ended after that time. */
  readonly drain: (withinMs: number) => Promise<void>
}

/** What a router is opened with. */
export interface RouterParts {
  readonly setting: Setting
  readonly office: Office
  readonly rules: HouseRules
}

/** Opens a router over what is given to it. It listens nowhere by itself. */
export function openRouter({ setting: first, office, rules }: RouterParts): Router {
  let setting = first
  let isDraining = false
  const inFlight = new Roster<ServerResponse>()
  const running = new Roster<Running>()
  const onIdle: (() => void)[] = []

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const endpoint = endpointAt(request.url ?? '/')
    const refused = refuseRequest(request, endpoint, rules)
    if (refused !== undefined || endpoint === undefined) {
      if (refused !== undefined) refuse(response, endpoint, refused)
      return
    }
    inFlight.add(response)
    whenOver(request, response, () => {
      inFlight.delete(response)
      if (inFlight.size === 0) for (const wake of onIdle.splice(0)) wake()
    })
    answer({ request, response }, endpoint).catch((error: unknown) => {
      office.fault(error)
      refuse(response, endpoint, INTERNAL_ERROR)
    })
  }

  function refuse(
    response: ServerResponse,
    endpoint: Endpoint | undefined,
    error: RouterError,
  ): void {
    sendError(response, { surface: surfaceOf(endpoint), error }, office)
  }

  async function answer({ request, response }: Exchange, endpoint: Endpoint): Promise<void> {
    const desk = { setting, office, rules }
    const caller = identified(request, endpoint)
    if (!caller.ok) {
      refuse(response, endpoint, caller.error)
      return
    }
    const asking = { request, response, caller: caller.value }
    switch (endpoint.kind) {
      case 'page':
        answerPage(endpoint.name, asking, {
          ...desk,
          isDraining,
          inFlight: inFlight.size - 1,
          streaming: streaming(running),
        })
        return
      case 'question':
        await answerQuestion(endpoint.name, asking, desk)
        return
      default: {
        const { surface } = endpoint
        const begun = mayBegin()
        const asked = { surface, request, response, caller: caller.value }
        const done = begun.ok ? await complete(asked, desk, running) : begun
        if (!done.ok) refuse(response, endpoint, done.error)
      }
    }
  }

  function identified(
    { headers }: IncomingMessage,
    endpoint: Endpoint,
  ): Result<Caller, RouterError> {
    const isOpen = endpoint.kind === 'page' && endpoint.for === 'anyone'
    if (isOpen) return ok(NOBODY)
    const { authorization } = headers
    const found = setting.callers.identify({
      authorization,
      apiKey: headerIn(headers, 'x-api-key'),
    })
    if (!found.ok) office.metrics.callerRejected(found.error.code, undefined)
    return found
  }

  function mayBegin(): Result<undefined, RouterError> {
    if (isDraining) return err(SHUTTING_DOWN)
    return inFlight.size > rules.maxConcurrent ? err(OVERLOADED) : ok(undefined)
  }

  return {
    handle,
    replace: (next) => {
      setting = next
    },
    drain: (withinMs) => {
      isDraining = true
      return new Promise((resolve) => {
        let timer = setTimeout(() => {
          for (const each of running) each.shutdown()
          timer = setTimeout(() => {
            // Whoever does not read what was said last, or is not done asking.
            for (const response of inFlight) (response.socket ?? response).destroy()
          }, rules.lastWordsMs)
        }, withinMs)
        const done = (): void => {
          clearTimeout(timer)
          resolve()
        }
        if (inFlight.size === 0) done()
        else onIdle.push(done)
      })
    },
  }
}

/** Whoever looks at a page that is for anyone. */
const NOBODY: Caller = { name: undefined, guard: OPEN_GUARD, budgets: [] }

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

function streaming(running: Iterable<Running>): number {
  let count = 0
  for (const each of running) if (each.isStreaming) count += 1
  return count
}

function surfaceOf(endpoint: Endpoint | undefined) {
  return endpoint?.kind === 'completion' ? endpoint.surface : 'chat'
}

const SHUTTING_DOWN: RouterError = {
  code: 'shutting_down',
  message: 'The router is shutting down: ask again, another one may be there.',
  retryAfterMs: 1000,
}

const OVERLOADED: RouterError = {
  code: 'overloaded',
  message: 'The router runs as many requests as it may: ask again.',
  retryAfterMs: 1000,
}
