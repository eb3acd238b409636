import { resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import { decimalOf } from '../../catalog/money.ts'
import { vocabularyOfCatalog } from '../../catalog/vocabulary-of-catalog.ts'
import type { Budget } from '../../lint/index.ts'
import type { RequestLimits } from '../../route/failover/limits.ts'
import type { RouterOptions } from '../../route/server/router-options.ts'
import { BUILT_IN, readCatalog } from '../catalog-in-force.ts'
import type { Config } from '../config/config.ts'
import { configInForce } from '../config/config-in-force.ts'
import type { RouterConfig } from '../config/router-config.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { type Problem, problem } from '../problem.ts'
import { namedPolicies } from './named-policies.ts'
import { providerKeys } from './provider-keys.ts'
import { traceSettings } from './trace-settings.ts'

/** What a command line asks of its router; the configuration says the rest. */
export interface RouterWishes {
  /** A sandbox needs no keys, and is given none. */
  readonly mode: 'live' | 'sandbox'
  /** The path of the configuration; the nearest one where absent. */
  readonly config?: string | undefined
  /** The path of the catalog. */
  readonly catalog?: string | undefined
  /** Files and directories, in place of the configured ones. */
  readonly policies?: readonly string[] | undefined
  /** The directory of receipts. */
  readonly trace?: string | undefined
}

/** Everything that a router is made of, but for the sandbox and who is told. */
export interface RouterSetup {
  readonly options: RouterOptions
  readonly config: Config
  /** The path of the catalog, or `built-in`. */
  readonly catalogName: string
  /** Providers that cannot be called, since they want a key and there is none. */
  readonly withoutKey: readonly string[]
}

/** Reads the configuration, the catalog, the policies and the keys, as they are now. */
export async function routerSetup(
  wishes: RouterWishes,
  context: Context,
): Promise<Result<RouterSetup, Failure>> {
  const read = await configInForce(context, wishes.config)
  if (!read.ok) return read
  const config = read.value
  const limits = requestLimits(config.budget)
  if (!limits.ok) return limits
  const chosen = await readCatalog(pathOf(wishes.catalog ?? config.catalog), context)
  if (!chosen.ok) return chosen
  const { catalog, name: catalogName } = chosen.value
  const named = await namedPolicies(
    wishes.policies ?? config.policies ?? [],
    vocabularyOfCatalog(catalog),
    context,
  )
  if (!named.ok) return named
  const found =
    wishes.mode === 'live'
      ? await providerKeys(catalog, config.router, context)
      : ok({ keys: new Map<string, string>(), without: [] })
  if (!found.ok) return found
  const { keys, without } = found.value
  const { directory = config.trace.directory } = { directory: wishes.trace }
  const journal = await traceSettings({ ...config.trace, directory }, context)
  if (!journal.ok) return journal
  const { defaultPolicy, callers, timers } = config.router
  const options: RouterOptions = {
    catalog,
    keys,
    ...named.value,
    ...(defaultPolicy !== undefined && { defaultPolicy }),
    callers,
    limits: limits.value,
    timers,
    ...(journal.value !== undefined && { journal: journal.value }),
    ...lastingOptions(config.router, context),
  }
  return ok({ options, config, catalogName, withoutKey: without })
}

function pathOf(asked: string | undefined): string | undefined {
  return asked === BUILT_IN ? undefined : asked
}

/** What cannot be changed while a router runs. */
function lastingOptions(
  { connectMs, maxBodyBytes, maxConcurrent, budgetsFile }: RouterConfig,
  { cwd }: Pick<Context, 'cwd'>,
): Pick<RouterOptions, 'budgetsFile' | 'connectMs' | 'rules'> {
  return {
    ...(budgetsFile !== undefined && { budgetsFile: resolve(cwd, budgetsFile) }),
    ...(connectMs !== undefined && { connectMs }),
    rules: {
      ...(maxBodyBytes !== undefined && { maxBodyBytes }),
      ...(maxConcurrent !== undefined && { maxConcurrent }),
    },
  }
}

/** The budget of a request, as a router holds calls to it. */
function requestLimits(budget: Budget | undefined): Result<Partial<RequestLimits>, Problem> {
  const { attempts, seconds, usd } = budget ?? {}
  if (attempts === 0 || seconds === 0) {
    const what = attempts === 0 ? 'attempts' : 'seconds'
    return err(problem(`\`router.budget.${what}\` is 0: no provider would ever be called`))
  }
  return ok({
    ...(attempts !== undefined && { attempts }),
    ...(seconds !== undefined && { deadlineMs: Math.min(seconds * 1000, MOST_DEADLINE_MS) }),
    ...(usd !== undefined && { spend: decimalOf(usd) }),
  })
}

/** A day, beyond which timers do not reach. */
const MOST_DEADLINE_MS = 86_400_000
