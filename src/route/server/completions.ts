import type { IncomingMessage, ServerResponse } from 'node:http'
import { err, ok, type Result } from '../../base/result.ts'
import type { Admitted } from '../admission/admission.ts'
import type { Caller } from '../callers/caller.ts'
import type { Surface } from '../dialect/spoken-api.ts'
import { headerIn } from '../header-in.ts'
import type { RouterError } from '../router-error.ts'
import { clerkFor } from './clerk-for.ts'
import { Conductor } from './conductor.ts'
import { type FlowRun, openFlowRun } from './flow-run.ts'
import type { HouseRules } from './house-rules.ts'
import type { Incoming } from './incoming.ts'
import type { Office } from './office.ts'
import { readObject } from './read-object.ts'
import { Reply } from './reply.ts'
import type { Roster } from './roster.ts'
import type { Running } from './running.ts'
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
  running: Roster<Running>,
): Promise<Result<undefined, RouterError>> {
  const atMs = office.now()
  const startMs = office.monotonic()
  const read = await readObject(request, rules.maxBodyBytes)
  if (!read.ok) return read.error === 'client left' ? ok(undefined) : err(read.error)
  const body = read.value
  const admitted = setting.admission.admit(body, caller.guard)
  if (!admitted.ok) return admitted
  const header = (name: string) => headerIn(request.headers, name)
  const common = { surface, body, header, caller, atMs }
  const reply = new Reply(response, rules.clientIdleMs)
  const incoming = { ...common, admitted: admitted.value }
  const run = runOf(incoming, { reply, startMs }, { setting, office })
  if (!run.ok) return run
  if (request.socket.destroyed) return ok(undefined)
  running.add(run.value)
  whenOver(request, response, (delivery) => {
    running.delete(run.value)
    run.value.closed(delivery)
  })
  run.value.start()
  return ok(undefined)
}

interface Answering {
  readonly reply: Reply
  /** When the request came, by the clock that only ever grows. */
  readonly startMs: number
}

type AnyIncoming = Omit<Incoming, 'admitted'> & { readonly admitted: Admitted }

function runOf(
  { admitted, ...incoming }: AnyIncoming,
  { reply, startMs }: Answering,
  { setting, office }: Omit<Desk, 'rules'>,
): Result<Conductor | FlowRun, RouterError> {
  if (admitted.kind === 'flow') {
    return openFlowRun({ ...incoming, admitted, startMs }, reply, { setting, office })
  }
  const { order, decided } = takeOrder({ ...incoming, admitted }, setting, office)
  const clerk = clerkFor(decided, office)
  return ok(new Conductor({ ...order, clerk }, reply, { stage: office, startMs }))
}
