import { mkdtempSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtInCatalog } from '../../src/catalog/built-in.ts'
import { vocabularyOfCatalog } from '../../src/catalog/vocabulary-of-catalog.ts'
import { openPolicies } from '../../src/index.ts'
import { openSandbox, parseFault } from '../../src/route/sandbox/index.ts'
import { createRouter } from '../../src/route/server/create-router.ts'
import { listen } from '../../src/route/server/listen.ts'
import type { RouterEvent } from '../../src/route/server/router-options.ts'
import { ask } from './ask.ts'
import { FAULTS } from './faults.ts'

/** How long a router is used, and how hard. */
export interface SoakPlan {
  readonly requests: number
  /** Nothing is begun after so many milliseconds. */
  readonly mostMs: number
  /** Requests that are on their way at once. */
  readonly atOnce: number
  /** Between two looks at what the process holds; all are answered by then. */
  readonly requestsPerSample: number
}

/** What was found out. */
export interface SoakReport {
  readonly requests: number
  /** By the status the client saw; `left` where it went before there was one. */
  readonly statuses: ReadonlyMap<string, number>
  /** Requests that have no receipt, though the client has its name or waited for the end. */
  readonly lost: number
  /** Requests that have more than one. */
  readonly doubled: number
  readonly receipts: number
  readonly written: number
  /** What the journal gave up. */
  readonly unwritten: number
  /** What the router was not written for, and warnings of the runtime. */
  readonly faults: readonly string[]
  /** Calls that are still open at the provider. */
  readonly open: number
  readonly samples: readonly Sample[]
  /** Where the trace is. */
  readonly directory: string
}

/** What the process holds when nothing is on its way: clients, router and provider together. */
export interface Sample {
  readonly requests: number
  readonly heapBytes: number
  readonly sockets: number
  readonly timers: number
}

const SOURCE = `uh 1

policy support =
  cheapest for 3k in, 700 out
  where quality >= 0.5 and has tools and context >= 64k
  fallback next
    on rate_limit next, cool 1s
    on server_error retry 1 after 5ms then next
`

/**
 * Uses a router over providers of which about a tenth of the calls fail, in every way there is, and
 * with clients some of which leave; then holds the receipts against what was asked.
 */
export async function soak(plan: SoakPlan): Promise<SoakReport> {
  const catalog = builtInCatalog()
  const faults: string[] = []
  const warned = (warning: Error): void => void faults.push(`${warning.name}: ${warning.message}`)
  process.on('warning', warned)
  const sandbox = await openSandbox({ catalog, faults: FAULTS.map(faultOf) })
  const { value: policies } = openPolicies(SOURCE, { vocabulary: vocabularyOfCatalog(catalog) })
  if (policies === undefined) throw new Error('the policies do not compile')
  const sources = [{ name: 'soak.uh', text: SOURCE }]
  const directory = mkdtempSync(join(tmpdir(), 'unhardcoded-soak-'))
  const receiptsOf = new Uint8Array(plan.requests)
  let receipts = 0
  const opened = await createRouter({
    catalog,
    sandboxUrl: sandbox.url,
    policies: new Map(policies.names.map((name) => [name, { policies, name, sources }])),
    journal: { directory },
    limits: { deadlineMs: 10_000, retryAfterCapMs: 20 },
    timers: { headersMs: 250, firstTokenMs: 250, idleMs: 250, attemptMs: 3_000 },
    health: { disabledMs: 50, probeMs: 50 },
    log: (event) => told(event, faults),
    onReceipt: ({ request: { trace = '0' } }) => {
      receipts += 1
      const index = Number.parseInt(trace, 16) - 1
      receiptsOf[index] = (receiptsOf[index] ?? 0) + 1
    },
  })
  if (!opened.ok) throw new Error(opened.error.join('; '))
  const router = opened.value
  const front = await listen({ host: '127.0.0.1', port: 0, router })
  if (!front.ok) throw new Error(front.error.message)
  const agent = new Agent({ keepAlive: true, maxSockets: plan.atOnce })
  const statuses = new Map<string, number>()
  const owed = new Uint8Array(plan.requests)
  const samples: Sample[] = []
  const endMs = performance.now() + plan.mostMs
  let begun = 0
  const client = async (until: number): Promise<void> => {
    while (begun < until && performance.now() < endMs) {
      const index = begun
      begun += 1
      const { status, isOwed } = await ask({ url: front.value.url, agent, index })
      owed[index] = isOwed ? 1 : 0
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  while (begun < plan.requests && performance.now() < endMs) {
    const until = Math.min(plan.requests, begun + plan.requestsPerSample)
    await Promise.all(Array.from({ length: plan.atOnce }, () => client(until)))
    await waitForNone(() => sandbox.counts().open)
    samples.push(sampleAt(begun))
  }
  agent.destroy()
  const open = sandbox.counts().open
  await front.value.close(5_000)
  await router.close(0)
  await sandbox.close()
  process.off('warning', warned)
  const { written = 0, dropped = 0, failed = 0 } = router.journal() ?? {}
  return {
    requests: begun,
    statuses,
    lost: owed.reduce((sum, due, i) => sum + (due === 1 && receiptsOf[i] === 0 ? 1 : 0), 0),
    doubled: receiptsOf.reduce((sum, count) => sum + (count > 1 ? 1 : 0), 0),
    receipts,
    written,
    unwritten: dropped + failed,
    faults,
    open,
    samples,
    directory,
  }
}

function faultOf(text: string) {
  const parsed = parseFault(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

function told(event: RouterEvent, faults: string[]): void {
  faults.push(JSON.stringify(event))
}

function sampleAt(requests: number): Sample {
  globalThis.gc?.()
  const kinds = process.getActiveResourcesInfo()
  const count = (name: string): number => kinds.filter((kind) => kind.startsWith(name)).length
  return {
    requests,
    heapBytes: process.memoryUsage().heapUsed,
    sockets: count('TCP'),
    timers: count('Timeout'),
  }
}

/** Waits until nothing is left of it, for ten seconds at most. */
async function waitForNone(count: () => number): Promise<void> {
  for (let tries = 0; count() > 0 && tries < 1_000; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
