import type { RunningRouter } from '../../route/server/create-router.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { problem } from '../problem.ts'
import { failureJson } from '../report/failure-json.ts'
import { renderFindings } from '../report/render-findings.ts'
import { renderProblem } from '../report/render-problem.ts'
import { faultProblem } from '../router/fault-problem.ts'
import { introduction } from './introduction.ts'
import { type Prepared, prepare, type ServerWishes } from './prepare.ts'
import type { ServerLog } from './server-log.ts'

/** Replaces what a running router decides by, as a whole or not at all. */
export interface Reloads {
  /** Reads everything again; while it does, further wishes are one more. */
  readonly reload: (router: RunningRouter, url: string) => void
  /** When the last reload was refused, in milliseconds since 1970; undefined where it was not. */
  readonly refusedMs: () => number | undefined
}

interface Situation {
  readonly wishes: ServerWishes
  readonly log: ServerLog
  /** What the server was started with. */
  readonly first: Prepared
}

export function openReloads({ wishes, log, first }: Situation, context: Context): Reloads {
  let refusedMs: number | undefined
  let isRunning = false
  let isWanted = false

  async function once(router: RunningRouter, url: string): Promise<void> {
    const next = await prepare(wishes, context)
    const failure = next.ok ? replaced(router, next.value) : next.error
    refusedMs = failure === undefined ? undefined : context.now()
    if (failure !== undefined || !next.ok) {
      if (failure !== undefined) tellRefused(failure)
      return
    }
    const { setup } = next.value
    log(introduction('reloaded', { setup, url, mode: wishes.router.mode }, context))
    tellUnchanged(lastingChanges(first, next.value))
  }

  function replaced(router: RunningRouter, next: Prepared): Failure | undefined {
    const { options, config } = next.setup
    if (wishes.router.mode === 'sandbox' && !isSame(options.catalog, first.setup.options.catalog)) {
      return SANDBOX_CATALOG
    }
    const done = router.replace(options)
    return done.ok ? undefined : faultProblem(done.error, config.router.places)
  }

  function tellRefused(failure: Failure): void {
    const { errorScreen } = context
    const text =
      failure.kind === 'problem'
        ? renderProblem(failure, errorScreen)
        : renderFindings(failure.diagnostics, failure.sources, errorScreen)
    log({
      event: 'reload refused',
      level: 'warning',
      text: `the reload is refused, and everything stays as it was:\n${text}`,
      facts: failureJson(failure),
    })
  }

  function tellUnchanged(changed: readonly string[]): void {
    if (changed.length === 0) return
    log({
      event: 'restart wanted',
      level: 'warning',
      text: `changed, and taken up only by a restart: ${changed.join(', ')}`,
      facts: { changed },
    })
  }

  return {
    refusedMs: () => refusedMs,
    reload(router, url) {
      isWanted = true
      if (isRunning) return
      isRunning = true
      const all = async (): Promise<void> => {
        while (isWanted) {
          isWanted = false
          await once(router, url)
        }
        isRunning = false
      }
      all().catch((error: unknown) => {
        isRunning = false
        refusedMs = context.now()
        const name = error instanceof Error ? error.name : 'an error'
        tellRefused(problem(`reading everything again met what it was not written for: ${name}`))
      })
    },
  }
}

const SANDBOX_CATALOG = problem(
  'the catalog changed, and the sandbox plays the models that it was started with',
  'start again to play others',
)

/** The keys of the configuration that changed though nothing can change them while it runs. */
function lastingChanges(first: Prepared, next: Prepared): readonly string[] {
  return LASTING.filter(([, of]) => !isSame(of(first), of(next))).map(([key]) => key)
}

type Of = (prepared: Prepared) => unknown

const LASTING: readonly (readonly [key: string, of: Of])[] = [
  ['router.host', ({ place }) => place.host],
  ['router.port', ({ place }) => place.port],
  ['router.hosts', ({ setup }) => [...(setup.options.rules?.hosts ?? [])]],
  ['router.timers.connect', ({ setup }) => setup.options.connectMs],
  ['router.max_body_mb', ({ setup }) => setup.options.rules?.maxBodyBytes],
  ['router.max_concurrent', ({ setup }) => setup.options.rules?.maxConcurrent],
  ['router.drain_seconds', ({ drainMs }) => drainMs],
  ['router.budgets_file', ({ setup }) => setup.options.budgetsFile],
  ['trace', ({ setup }) => setup.options.journal],
]

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
