import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { err, ok, type Result } from '../../base/result.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import { vocabularyOfCatalog } from '../../catalog/vocabulary-of-catalog.ts'
import type { Receipt } from '../../trace/record.ts'
import type { Definitions } from '../../trace/write-trace.ts'
import type { AdmissionSetup } from '../admission/admission-setup.ts'
import type { CallersConfig } from '../callers/caller-config.ts'
import { openCallers } from '../callers/callers.ts'
import { openLedger } from '../callers/ledger.ts'
import { openMetrics } from '../endpoints/metrics.ts'
import {
  CALL_TIMERS,
  type CallTimers,
  REQUEST_LIMITS,
  type RequestLimits,
} from '../failover/limits.ts'
import type { HealthSettings } from '../health/health-settings.ts'
import { openHealth } from '../health/open-health.ts'
import {
  type Journal,
  type JournalEvent,
  type JournalReport,
  type JournalSettings,
  openJournal,
  realWorld,
} from '../journal/index.ts'
import { openJudge } from '../receipt/judge-once.ts'
import { openUpstream, UPSTREAM_SETTINGS } from '../upstream/open-upstream.ts'
import { HOUSE_RULES, type HouseRules } from './house-rules.ts'
import type { Office } from './office.ts'
import { openRouter, type Router } from './open-router.ts'
import { pooledRandom } from './pooled-random.ts'
import { openSetting, type Setting } from './setting.ts'

/** What a router decides by; it can be replaced while the router runs. */
export interface RouterRules {
  readonly catalog: Catalog
  /** The keys of providers, by their names in the catalog. */
  readonly keys?: ReadonlyMap<string, string>
  /** Policies that requests may ask for by name. */
  readonly policies?: AdmissionSetup['named']
  readonly defaultPolicy?: AdmissionSetup['defaultPolicy']
  /** Who may call; whoever reaches the router where absent. */
  readonly callers?: CallersConfig
  readonly limits?: Partial<RequestLimits>
  readonly timers?: Partial<CallTimers>
}

export interface RouterOptions extends RouterRules {
  /** The address of a sandbox, which then plays every provider. */
  readonly sandboxUrl?: string
  /** Where receipts are written; none are kept where absent. */
  readonly journal?: JournalSettings
  readonly rules?: Partial<HouseRules>
  readonly health?: Partial<HealthSettings>
  /** How long a connection to a provider may take to be made, in milliseconds. */
  readonly connectMs?: number
  /** Shown by `/healthz`: when other rules were refused that were to replace those that hold. */
  readonly refusedMs?: () => number | undefined
  readonly log?: (event: RouterEvent) => void
  /** Told of every receipt when its request is over, whether there is a journal or not. */
  readonly onReceipt?: (receipt: Receipt, definitions: Definitions) => void
  /** The system's own where absent. */
  readonly clock?: Pick<Office, 'now' | 'monotonic' | 'random'>
}

/** What an operator is told. Nothing of a request, a key or an answer is in it. */
export type RouterEvent =
  | { readonly kind: 'journal'; readonly event: JournalEvent }
  /** Something that the router was not written for; the name of the error, not what it says. */
  | { readonly kind: 'fault'; readonly error: string; readonly at: string }

export interface RunningRouter extends Omit<Router, 'replace'> {
  /** Decides requests that begin from now on by other rules, or says why these are none. */
  readonly replace: (rules: RouterRules) => Result<undefined, readonly string[]>
  readonly journal: () => JournalReport | undefined
  /** Ends what runs after that time, writes what is to be written, and lets everything go. */
  readonly close: (withinMs: number) => Promise<void>
}

/**
 * Makes a router to be put into a server: `http.createServer(router.handle)`, or a part of one.
 *
 * @returns everything that is wrong with the options, a sentence each.
 */
export async function createRouter(
  options: RouterOptions,
): Promise<Result<RunningRouter, readonly string[]>> {
  const setting = settingOf(options, options)
  if (!setting.ok) return setting
  const { log = () => {} } = options
  const journal = await journalOf(options, log)
  if (!journal.ok) return journal
  const office = officeOf(options, journal.value, log)
  const rules = { ...HOUSE_RULES, ...options.rules }
  const router = openRouter({ setting: setting.value, office, rules })
  return ok({
    ...router,
    replace: (changed) => {
      const next = settingOf(changed, options)
      if (next.ok) router.replace(next.value)
      return next.ok ? ok(undefined) : next
    },
    journal: () => journal.value?.report(),
    close: async (withinMs) => {
      await router.drain(withinMs)
      await journal.value?.close()
      await office.upstream.close()
    },
  })
}

function settingOf(
  rules: RouterRules,
  { sandboxUrl }: Pick<RouterOptions, 'sandboxUrl'>,
): Result<Setting, readonly string[]> {
  const { catalog, keys = new Map(), policies = new Map(), defaultPolicy } = rules
  const callers = openCallers(
    rules.callers ?? { callers: [] },
    vocabularyOfCatalog(catalog),
    HASHING,
  )
  if (!callers.ok) return callers
  const faults = faultsOf(rules)
  if (faults.length > 0) return err(faults)
  return ok(
    openSetting({
      mode: sandboxUrl === undefined ? 'live' : 'sandbox',
      catalog,
      ...(sandboxUrl !== undefined && { sandboxUrl }),
      keys,
      named: policies,
      ...(defaultPolicy !== undefined && { defaultPolicy }),
      callers: callers.value,
      limits: { ...REQUEST_LIMITS, ...rules.limits },
      timers: { ...CALL_TIMERS, ...rules.timers },
      sinceMs: Date.now(),
    }),
  )
}

const HASHING = {
  sha256: (text: string) => createHash('sha256').update(text).digest(),
  timingSafeEqual,
}

/** Names that nothing is called by, which nobody could ask for. */
function faultsOf({
  catalog,
  keys = new Map(),
  policies = new Map(),
  ...rules
}: RouterRules): readonly string[] {
  const faults: string[] = []
  for (const [provider, key] of keys) {
    if (!Object.hasOwn(catalog.providers, provider)) {
      faults.push(`keys.${provider}: the catalog has no such provider`)
    }
    if (!/^[\x21-\x7e]+$/.test(key))
      faults.push(`keys.${provider}: a key is one word of plain ASCII`)
  }
  const { defaultPolicy, callers } = rules
  if (defaultPolicy !== undefined && !policies.has(defaultPolicy.name)) {
    faults.push(`default_policy: there is no policy \`${defaultPolicy.name}\``)
  }
  for (const { name, policies: allowed = [] } of callers?.callers ?? []) {
    for (const policy of allowed) {
      if (!policies.has(policy))
        faults.push(`callers.${name}.policies: there is no policy \`${policy}\``)
    }
  }
  return faults
}

async function journalOf(
  { journal: settings }: RouterOptions,
  log: NonNullable<RouterOptions['log']>,
): Promise<Result<Journal | undefined, readonly string[]>> {
  if (settings === undefined) return ok(undefined)
  const opened = await openJournal(
    settings,
    realWorld((event) => log({ kind: 'journal', event })),
  )
  return opened.ok ? opened : err([`${opened.error.message}: ${opened.error.help}`])
}

function officeOf(
  options: RouterOptions,
  journal: Journal | undefined,
  log: NonNullable<RouterOptions['log']>,
): Office {
  const { connectMs = UPSTREAM_SETTINGS.connectMs, clock = SYSTEM_CLOCK, onReceipt } = options
  return {
    upstream: openUpstream({ ...UPSTREAM_SETTINGS, connectMs }),
    health: openHealth(options.health),
    judge: openJudge(JUDGEMENTS_KEPT),
    keep: (receipt, definitions) => {
      journal?.write(receipt, definitions)
      onReceipt?.(receipt, definitions)
    },
    ledger: openLedger(),
    metrics: openMetrics(),
    journalReport: () => journal?.report(),
    ...(options.refusedMs !== undefined && { refusedMs: options.refusedMs }),
    fault: (error) => log({ kind: 'fault', ...faultText(error) }),
    salt: randomBytes(16),
    ...clock,
    startedMs: clock.monotonic(),
  }
}

const SYSTEM_CLOCK: NonNullable<RouterOptions['clock']> = {
  now: Date.now,
  monotonic: () => performance.now(),
  random: pooledRandom(randomBytes),
}

/** As many as a trace can refer to. */
const JUDGEMENTS_KEPT = 256

/** Where it happened, and not what it says: that could be part of a request. */
function faultText(error: unknown): { readonly error: string; readonly at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: 'unknown' }
  const line = error.stack?.split('\n').find((each) => each.trimStart().startsWith('at '))
  return {
    error: error.name,
    at: line?.trim().replace(/\(?(?:file:\/\/)?\/.*\//, '(') ?? 'unknown',
  }
}
