import { randomBytes } from 'node:crypto'
import { err, ok, type Result } from '../../base/result.ts'
import { openLedger } from '../callers/ledger.ts'
import { openMetrics } from '../endpoints/metrics.ts'
import { type Journal, type JournalReport, openJournal, realWorld } from '../journal/index.ts'
import { openJudge } from '../receipt/judge-once.ts'
import { openUpstream, UPSTREAM_SETTINGS } from '../upstream/open-upstream.ts'
import { faultText } from './fault-text.ts'
import { healthFor } from './health-for.ts'
import { HOUSE_RULES } from './house-rules.ts'
import { type KeptLedger, openKeptLedger } from './kept-ledger.ts'
import type { Office } from './office.ts'
import { openRouter, type Router } from './open-router.ts'
import { pooledRandom } from './pooled-random.ts'
import type { RouterOptions, RouterRules } from './router-options.ts'
import { settingOf } from './setting-of.ts'

/** A router that holds connections and files until it is closed. */
export interface RunningRouter extends Omit<Router, 'replace'> {
  /** Decides requests that begin from now on by other rules, or says why these are none. */
  readonly replace: (rules: RouterRules) => Result<undefined, readonly string[]>
  /** How the writing of receipts does; undefined where none are kept. */
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
  const { now } = options.clock ?? SYSTEM_CLOCK
  const place = { sandboxUrl: options.sandboxUrl, now }
  const setting = settingOf(options, place)
  if (!setting.ok) return setting
  const { log = () => {} } = options
  const journal = await journalOf(options, log)
  if (!journal.ok) return journal
  const kept = await ledgerOf(options, log)
  if (!kept.ok) {
    await journal.value?.close()
    return kept
  }
  const fault = (error: unknown): void => log({ kind: 'fault', ...faultText(error) })
  const health = await healthFor(options, options.clock ?? SYSTEM_CLOCK, fault)
  if (!health.ok) {
    await kept.value.close()
    await journal.value?.close()
    return err([health.error])
  }
  const books = {
    journal: journal.value,
    ledger: kept.value.ledger,
    health: health.value.health,
    fault,
  }
  const office = officeOf(options, books)
  const rules = { ...HOUSE_RULES, ...options.rules }
  const router = openRouter({ setting: setting.value, office, rules })
  return ok({
    ...router,
    replace: (changed) => {
      const next = settingOf(changed, place)
      if (next.ok) router.replace(next.value)
      return next.ok ? ok(undefined) : next
    },
    journal: () => journal.value?.report(),
    close: async (withinMs) => {
      await router.drain(withinMs)
      await health.value.close()
      await kept.value.close()
      await journal.value?.close()
      await office.upstream.close()
    },
  })
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

async function ledgerOf(
  { budgetsFile }: RouterOptions,
  log: NonNullable<RouterOptions['log']>,
): Promise<Result<KeptLedger, readonly string[]>> {
  if (budgetsFile === undefined) return ok({ ledger: openLedger(), close: async () => {} })
  const opened = await openKeptLedger(budgetsFile, (error) =>
    log({ kind: 'fault', ...faultText(error) }),
  )
  return opened.ok ? opened : err([opened.error])
}

interface Books extends Pick<Office, 'ledger' | 'health' | 'fault'> {
  readonly journal: Journal | undefined
}

function officeOf(options: RouterOptions, { journal, ...books }: Books): Office {
  const { connectMs = UPSTREAM_SETTINGS.connectMs, clock = SYSTEM_CLOCK, onReceipt } = options
  return {
    upstream: openUpstream({ ...UPSTREAM_SETTINGS, connectMs }),
    judge: openJudge(JUDGEMENTS_KEPT),
    keep: (receipt, definitions) => {
      journal?.write(receipt, definitions)
      onReceipt?.(receipt, definitions)
    },
    ...books,
    metrics: openMetrics(),
    journalReport: () => journal?.report(),
    ...(options.refusedMs !== undefined && { refusedMs: options.refusedMs }),
    salt: randomBytes(16),
    ...clock,
    startedMs: clock.monotonic(),
  }
}

const SYSTEM_CLOCK: Pick<Office, 'now' | 'monotonic' | 'random'> = {
  now: Date.now,
  monotonic: () => performance.now(),
  random: pooledRandom(randomBytes),
}

/** As many as a trace can refer to. */
const JUDGEMENTS_KEPT = 256
