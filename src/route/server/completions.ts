import type { IncomingMessage, ServerResponse } from 'node:http'
import { ok, type Result } from '../../base/result.ts'
import { type Guard, OPEN_GUARD } from '../admission/guard.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import type { RouterError } from '../router-error.ts'
import { Conductor } from './conductor.ts'
import type { HouseRules } from './house-rules.ts'
import type { Incoming } from './incoming.ts'
import type { Office } from './office.ts'
import { readObject } from './read-object.ts'
import { Reply } from './reply.ts'
import type { Setting } from './setting.ts'
import { takeOrder } from './take-order.ts'

/** A request for an answer of a model, before anything of it was looked at. */
export interface Completion {
  readonly surface: Surface
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The caller, where callers are told apart. */
  readonly caller: { readonly name: string; readonly guard: Guard } | undefined
}

export interface CompletionDesk {
  readonly setting: Setting
  readonly office: Office
  readonly rules: HouseRules
}

/**
 * Reads a request, decides it, and runs it. Whatever is wrong with it is answered by the caller of
 * this function, since nothing was sent by then.
 *
 * @returns the run of it; undefined where the client has left.
 */
export async function complete(
  { surface, request, response, caller }: Completion,
  { setting, office, rules }: CompletionDesk,
  onOver: () => void,
): Promise<Result<Conductor | undefined, RouterError>> {
  const atMs = office.now()
  const startMs = office.monotonic()
  const read = await readObject(request, rules.maxBodyBytes)
  if (!read.ok) return read.error === 'client left' ? ok(undefined) : { ok: false, error: read.error }
  const body = read.value
  const admitted = setting.admission.admit(body, caller?.guard ?? OPEN_GUARD)
  if (!admitted.ok) return admitted
  const incoming: Incoming = {
    surface,
    body,
    header: (name) => headerOf(request, name),
    admitted: admitted.value,
    caller: caller?.name,
    atMs,
    startMs,
  }
  const order = takeOrder(incoming, setting, office)
  const reply = new Reply(response, (delivery) => {
    conductor.closed(delivery)
    onOver()
  })
  const conductor = new Conductor(order, reply, { stage: office, startMs })
  conductor.start()
  return ok(conductor)
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}
