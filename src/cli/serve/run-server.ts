import { once } from 'node:events'
import { err, ok, type Result } from '../../base/result.ts'
import { openSandbox, type Sandbox } from '../../route/sandbox/index.ts'
import { createRouter, type RunningRouter } from '../../route/server/create-router.ts'
import { type Listening, listen } from '../../route/server/listen.ts'
import type { RouterOptions } from '../../route/server/router-options.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { problem } from '../problem.ts'
import { faultProblem } from '../router/fault-problem.ts'
import { givenFaults } from '../sandbox/given-faults.ts'
import { introduction } from './introduction.ts'
import { type Prepared, prepare, type ServerWishes } from './prepare.ts'
import { openReloads } from './reloads.ts'
import { routerEntry } from './router-entry.ts'
import type { ServerLog } from './server-log.ts'
import { withLog } from './with-log.ts'

/** A server, and who is told of it. */
export interface ServerRun {
  readonly wishes: ServerWishes
  /** Of a sandbox, as they are written. */
  readonly faults: readonly string[]
  readonly log: ServerLog
  /** Told once, when requests are taken. @param url without a path. */
  readonly onListening: (url: string) => void
}

/** Runs a router until it is interrupted, and lets what runs then come to its end. */
export async function runServer(
  { wishes, faults, log, onListening }: ServerRun,
  context: Context,
): Promise<ExitCode | Failure> {
  const reading = withLog(context, log)
  const prepared = await prepare(wishes, reading)
  if (!prepared.ok) return prepared.error
  const { setup, drainMs } = prepared.value
  const { mode } = wishes.router
  const sandbox = await sandboxFor(mode, faults, prepared.value)
  if (!sandbox.ok) return sandbox.error
  const reloads = openReloads({ wishes, log, first: prepared.value }, reading)
  const opened = await open(prepared.value, {
    ...(sandbox.value !== undefined && { sandboxUrl: sandbox.value.url }),
    refusedMs: reloads.refusedMs,
    log: (event) => log(routerEntry(event)),
  })
  if (!opened.ok) {
    await sandbox.value?.close()
    return opened.error
  }
  const { router, listening } = opened.value
  log(introduction('listening', { setup, url: listening.url, mode }, context))
  onListening(listening.url)
  context.onReload(() => reloads.reload(router, listening.url))
  if (!context.interrupted.aborted) await once(context.interrupted, 'abort')
  const seconds = drainMs / 1000
  log({
    event: 'draining',
    level: 'info',
    text: `takes no more requests; those that run have ${seconds} s`,
    facts: { seconds },
  })
  await listening.close(drainMs)
  await router.close(0)
  await sandbox.value?.close()
  tellEnd(router, log)
  return EXIT.fine
}

function tellEnd(router: RunningRouter, log: ServerLog): void {
  const journal = router.journal()
  const { written = 0, dropped = 0, failed = 0 } = journal ?? {}
  const lost = dropped + failed
  log({
    event: 'stopped',
    level: lost > 0 ? 'warning' : 'info',
    text:
      journal === undefined ? 'stopped' : `stopped; receipts written: ${written}, lost: ${lost}`,
    facts: journal === undefined ? {} : { receipts: { written, dropped, failed } },
  })
}

async function sandboxFor(
  mode: 'live' | 'sandbox',
  texts: readonly string[],
  { setup }: Prepared,
): Promise<Result<Sandbox | undefined, Failure>> {
  if (mode === 'live') return ok(undefined)
  const { catalog } = setup.options
  const faults = givenFaults(texts, catalog)
  if (!faults.ok) return faults
  return ok(await openSandbox({ catalog, faults: faults.value }))
}

interface Opened {
  readonly router: RunningRouter
  readonly listening: Listening
}

type More = Pick<RouterOptions, 'sandboxUrl' | 'refusedMs' | 'log'>

async function open({ setup, place }: Prepared, more: More): Promise<Result<Opened, Failure>> {
  const router = await createRouter({ ...setup.options, ...more })
  if (!router.ok) return err(faultProblem(router.error, setup.config.router.places))
  const { host, port } = place
  const listening = await listen({ router: router.value, host, port })
  if (listening.ok) return ok({ router: router.value, listening: listening.value })
  await router.value.close(0)
  const { message, help } = listening.error
  return err(problem(message, help))
}
