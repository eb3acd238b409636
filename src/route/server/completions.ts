import type { IncomingMessage, ServerResponse } from 'node:http'
import { err, ok, type Result } from '../../base/result.ts'
import type { Caller } from '../callers/caller.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import type { RouterError } from '../router-error.ts'
import { Conductor } from './conductor.ts'
import type { HouseRules } from './house-rules.ts'
import type { Office } from './office.ts'
import { readObject } from './read-object.ts'
import { Reply } from './reply.ts'
import type { Setting } from './setting.ts'
import { takeOrder } from './take-order.ts'
import { whenOver } from './when-over.ts'

/** A request for an answer of a model, before anything of it was looked at. */
export interface Completion {
  readonly surface: Surface
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly caller: Caller
}

/** What holds for the request from its beginning to its end. */
export interface Desk {
  readonly setting: Setting
  readonly office: Office
  readonly rules: HouseRules
}

/**
 * Reads a request, decides it, and runs it.
 *
 * @param running what runs, to which the run is added for as long as it does.
 * @returns why it cannot be run: nothing was sent by then, to the client or to anybody.
 */
export async function complete(
  { surface, request, response, caller }: Completion,
  { setting, office, rules }: Desk,
  running: Set<Conductor>,
): Promise<Result<undefined, RouterError>> {
  const atMs = office.now()
  const startMs = office.monotonic()
  const read = await readObject(request, rules.maxBodyBytes)
  if (!read.ok) return read.error === 'client left' ? ok(undefined) : err(read.error)
  const body = read.value
  const admitted = setting.admission.admit(body, caller.guard)
  if (!admitted.ok) return admitted
  const header = headersOf(request)
  const incoming = { surface, body, header, admitted: admitted.value, caller, atMs, startMs }
  if (request.socket.destroyed) return ok(undefined)
  const order = takeOrder(incoming, setting, office)
  const reply = new Reply(response, rules.clientIdleMs)
  const conductor = new Conductor(order, reply, { stage: office, startMs })
  running.add(conductor)
  whenOver(request, response, (delivery) => {
    running.delete(conductor)
    conductor.closed(delivery)
  })
  conductor.start()
  return ok(undefined)
}

function headersOf({ headers }: IncomingMessage): (name: string) => string | undefined {
  return (name) => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined
    return Array.isArray(value) ? value[0] : value
  }
}
