import { err, ok, type Result } from '../../base/result.ts'
import type { CallersConfig } from '../../route/callers/caller-config.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { problem } from '../problem.ts'
import { type RouterSetup, type RouterWishes, routerSetup } from '../router/router-setup.ts'
import { callableProviders } from './introduction.ts'
import { type Place, type PlaceWishes, placeOf } from './place.ts'

/** What the command line asks of a server. */
export interface ServerWishes {
  readonly router: RouterWishes
  readonly place: PlaceWishes
  /** Processes that share the port; 1: this one alone. */
  readonly workers: number
}

/** What a server runs by, found to be fit for it. */
export interface Prepared {
  readonly setup: RouterSetup
  readonly place: Place
  /** How long requests that run may take once it is asked to end, in milliseconds. */
  readonly drainMs: number
}

/** Reads everything anew, and refuses what could not answer or would answer too many. */
export async function prepare(
  { router, place: placeWishes, workers }: ServerWishes,
  context: Context,
): Promise<Result<Prepared, Failure>> {
  const read = await routerSetup(router, context)
  if (!read.ok) return read
  const setup = read.value
  const { config, options } = setup
  const place = placeOf(placeWishes, config.router)
  if (!place.ok) return place
  if (workers > 1 && hasBudgets(config.router.callers)) return err(BUDGETS_AND_WORKERS)
  if (callableProviders(setup, router.mode).length === 0) return err(nobodyToCall(setup))
  const { hosts } = place.value
  const rules = { ...options.rules, ...(hosts !== undefined && { hosts }) }
  return ok({
    setup: { ...setup, options: { ...options, rules } },
    place: place.value,
    drainMs: config.router.drainMs ?? DRAIN_MS,
  })
}

const DRAIN_MS = 30_000

function hasBudgets({ callers, anonymous }: CallersConfig): boolean {
  return [...callers, anonymous].some((each) => (each?.budgets ?? []).length > 0)
}

const BUDGETS_AND_WORKERS = problem(
  'callers have budgets, and several workers would each count for themselves',
  'leave `--workers` out: budgets are exact only where one process counts',
)

function nobodyToCall({ options: { catalog }, withoutKey }: RouterSetup) {
  const variables = withoutKey.flatMap((name) => catalog.providers[name]?.key_env ?? [])
  const [first] = variables
  return problem(
    'no provider of the catalog can be called: none has an address and the key that it wants',
    first === undefined
      ? 'give a provider its `base_url`, or try with `--sandbox`'
      : `set ${first}${variables.length > 1 ? ' or the variable of another provider' : ''}, or try with \`--sandbox\``,
  )
}
