import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished as whenTestFinished } from 'vitest'
import type { Catalog, Named, Provider } from '../../../src/catalog/catalog.ts'
import { vocabularyOfCatalog } from '../../../src/catalog/vocabulary-of-catalog.ts'
import { openPolicies } from '../../../src/index.ts'
import { flowsByName } from '../../../src/route/admission/flows-by-name.ts'
import { policiesByName } from '../../../src/route/admission/policies-by-name.ts'
import type { CallersConfig } from '../../../src/route/callers/caller-config.ts'
import { openCallers } from '../../../src/route/callers/callers.ts'
import { openLedger } from '../../../src/route/callers/ledger.ts'
import { openMetrics } from '../../../src/route/endpoints/metrics.ts'
import {
  CALL_TIMERS,
  type CallTimers,
  REQUEST_LIMITS,
  type RequestLimits,
} from '../../../src/route/failover/limits.ts'
import { openHealth } from '../../../src/route/health/open-health.ts'
import { openJudge } from '../../../src/route/receipt/judge-once.ts'
import {
  type Fault,
  openSandbox,
  parseFault,
  type Sandbox,
  type SandboxCall,
} from '../../../src/route/sandbox/index.ts'
import { HOUSE_RULES, type HouseRules } from '../../../src/route/server/house-rules.ts'
import { type ListenLimits, listen } from '../../../src/route/server/listen.ts'
import type { Office } from '../../../src/route/server/office.ts'
import { openRouter, type Router } from '../../../src/route/server/open-router.ts'
import { openSetting, type Setting } from '../../../src/route/server/setting.ts'
import { openUpstream, UPSTREAM_SETTINGS } from '../../../src/route/upstream/open-upstream.ts'
import {
  type AnyReceipt,
  type Definitions,
  type FlowReceipt,
  openWriter,
  type Receipt,
  receiptId,
  replay,
  verify,
} from '../../../src/trace/index.ts'

/** What a laboratory is set up with; what is absent is as the router has it. */
export interface LabSetup {
  readonly catalog?: Catalog
  /** `openai=429:0.3` */
  readonly faults?: readonly string[]
  /** A `.uh` text with the policies that requests may name. */
  readonly policies?: string
  readonly limits?: Partial<RequestLimits>
  readonly timers?: Partial<CallTimers>
  readonly rules?: Partial<HouseRules>
  readonly callers?: CallersConfig
  /** The wall clock of router and sandbox, in milliseconds since 1970; the system's where absent. */
  readonly now?: () => number
  /** Of the server that clients connect to. */
  readonly listen?: Partial<ListenLimits>
  /** Providers that are played by hand instead of by the sandbox. */
  readonly stubs?: Readonly<Record<string, RequestListener>>
  /** Parts of the router that are played by hand. */
  readonly office?: Partial<Office>
  /** Of the test, where several run at once. */
  readonly onTestFinished?: typeof whenTestFinished
}

/** A router over the sandbox, on real sockets, and everything that it left behind. */
export interface Lab {
  /** `http://127.0.0.1:4102/v1` */
  readonly url: string
  readonly router: Router
  readonly setting: Setting
  readonly sandbox: Sandbox
  /** Calls that the sandbox got, in their order. */
  readonly calls: readonly SandboxCall[]
  /** Answers once the sandbox got so many calls. */
  readonly called: (count: number) => Promise<void>
  readonly receipts: readonly Receipt[]
  /** Answers once there are so many receipts. */
  readonly receipt: (count?: number) => Promise<Receipt>
  /** The same where that one is of a flow. */
  readonly flow: (count?: number) => Promise<FlowReceipt>
  /** Every receipt, once there are so many. */
  readonly kept: (count: number) => Promise<readonly AnyReceipt[]>
  /** What the router was not written for. */
  readonly faults: readonly unknown[]
  /** The trace of all receipts, line by line. */
  readonly trace: () => readonly string[]
  readonly post: (path: string, body: unknown, init?: RequestInit) => Promise<Response>
}

/** Two models of two providers each, the cheapest first. */
export const LAB_CATALOG: Catalog = {
  catalog: 1,
  providers: {
    alpha: { base_url: 'http://127.0.0.1/alpha', key_env: 'ALPHA_KEY' },
    beta: { base_url: 'http://127.0.0.1/beta', key_env: 'BETA_KEY' },
    claude: { base_url: 'http://127.0.0.1/claude', key_env: 'CLAUDE_KEY', api: 'anthropic' },
  },
  models: {
    small: {
      capabilities: {
        context: 16_000,
        max_output: 4000,
        supports_tools: true,
        supports_json_mode: true,
      },
      served_by: [
        { provider: 'alpha', price_in: 0.1, price_out: 0.4, price_cache_read: 0.01 },
        { provider: 'beta', price_in: 0.2, price_out: 0.8 },
      ],
    },
    large: {
      capabilities: {
        context: 200_000,
        max_output: 64_000,
        supports_tools: true,
        supports_vision: true,
        supports_json_mode: true,
      },
      served_by: [
        { provider: 'beta', price_in: 2, price_out: 8 },
        {
          provider: 'claude',
          price_in: 3,
          price_out: 15,
          price_cache_read: 0.3,
          price_cache_write: 3.75,
        },
      ],
    },
  },
}

export async function lab(setup: LabSetup = {}): Promise<Lab> {
  const catalog = setup.catalog ?? LAB_CATALOG
  const { now = Date.now, onTestFinished = whenTestFinished } = setup
  const calls = growing<SandboxCall>()
  const written = growing<readonly [AnyReceipt, Definitions]>()
  const sandbox = await openSandbox({
    catalog,
    faults: (setup.faults ?? []).map(faultOf),
    now,
    onCall: calls.add,
  })
  const vocabulary = vocabularyOfCatalog(catalog)
  const hashing = {
    sha256: (text: string) => createHash('sha256').update(text).digest(),
    timingSafeEqual,
  }
  const callers = openCallers(setup.callers ?? { callers: [] }, vocabulary, hashing)
  if (!callers.ok) throw new Error(callers.error.join('; '))
  const faults: unknown[] = []
  const upstream = openUpstream(UPSTREAM_SETTINGS)
  const stubs = await openStubs(setup.stubs ?? {})
  const opened = openSetting({
    mode: 'sandbox',
    catalog,
    sandboxUrl: sandbox.url,
    keys: new Map(Object.keys(catalog.providers).map((name) => [name, `secret-of-${name}`])),
    ...namedIn(setup.policies, vocabulary),
    callers: callers.value,
    limits: { ...REQUEST_LIMITS, ...setup.limits },
    timers: { ...CALL_TIMERS, ...setup.timers },
    sinceMs: 0,
  })
  const setting = { ...opened, providers: withStubs(opened.providers, stubs) }
  const router = openRouter({
    setting,
    office: {
      upstream,
      health: openHealth(),
      judge: openJudge(256),
      keep: (receipt, definitions) => written.add([receipt, definitions]),
      ledger: openLedger(),
      metrics: openMetrics(),
      journalReport: () => undefined,
      fault: (error) => faults.push(error),
      salt: randomBytes(16),
      now,
      monotonic: () => performance.now(),
      random: randomBytes,
      startedMs: performance.now(),
      ...setup.office,
    },
    rules: { ...HOUSE_RULES, ...setup.rules },
  })
  const front = await listen({
    host: '127.0.0.1',
    port: 0,
    router,
    limits: setup.listen ?? {},
  })
  if (!front.ok) throw new Error(front.error.message)
  const url = `${front.value.url}/v1`
  onTestFinished(async () => {
    await front.value.close(0)
    for (const { server } of stubs) {
      server.closeAllConnections()
      server.close()
    }
    await upstream.close()
    await sandbox.close()
  })
  return {
    url,
    router,
    setting,
    sandbox,
    calls: calls.all,
    called: calls.reached,
    get receipts() {
      return written.all.flatMap(([receipt]) => ('nodes' in receipt ? [] : [receipt]))
    },
    async receipt(count = 1) {
      const receipt = await written.at(count)
      if ('nodes' in receipt[0]) throw new Error(`receipt ${count} is of a flow`)
      return receipt[0]
    },
    async flow(count = 1) {
      const [receipt] = await written.at(count)
      if (!('nodes' in receipt)) throw new Error(`receipt ${count} is of a call`)
      return receipt
    },
    async kept(count) {
      await written.reached(count)
      return written.all.map(([receipt]) => receipt)
    },
    faults,
    trace() {
      const writer = openWriter({
        writer: receiptId(1, randomBytes(10)),
        tool: 'test',
        decisions: 'once',
      })
      const lines = [writer.header(new Date(1).toISOString())]
      for (const [receipt, definitions] of written.all)
        lines.push(...writer.receipt(receipt, definitions))
      return [...lines, writer.end()]
    },
    post: (path, body, init = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: { 'content-type': 'application/json', ...init.headers },
      }),
  }
}

/** A list, and a way to wait until it is so long. */
function growing<T>() {
  const all: T[] = []
  const waiting: { readonly count: number; readonly wake: () => void }[] = []
  return {
    all,
    async at(count: number): Promise<T> {
      await this.reached(count)
      const one = all[count - 1]
      if (one === undefined) throw new Error(`there is no ${count}`)
      return one
    },
    add(one: T): void {
      all.push(one)
      for (const { count, wake } of waiting) if (all.length >= count) wake()
    },
    async reached(count: number): Promise<void> {
      if (all.length < count) await new Promise<void>((wake) => waiting.push({ count, wake }))
    },
  }
}

/** `http://127.0.0.1:4102` */
async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

interface Stub {
  readonly name: string
  readonly server: Server
  readonly url: string
}

async function openStubs(listeners: Readonly<Record<string, RequestListener>>) {
  const stubs: Stub[] = []
  for (const [name, listener] of Object.entries(listeners)) {
    const server = createServer(listener)
    stubs.push({ name, server, url: await listening(server) })
  }
  return stubs
}

function withStubs(providers: Named<Provider>, stubs: readonly Stub[]): Named<Provider> {
  const stubbed = stubs.map(({ name, url }) => [name, { ...providers[name], base_url: url }])
  return { ...providers, ...Object.fromEntries(stubbed) }
}

function faultOf(text: string): Fault {
  const parsed = parseFault(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

function namedIn(text: string | undefined, vocabulary: ReturnType<typeof vocabularyOfCatalog>) {
  if (text === undefined) return { named: new Map(), flows: new Map() }
  const { value: policies, diagnostics } = openPolicies(text, { vocabulary })
  if (policies === undefined) throw new Error(JSON.stringify(diagnostics))
  const sources = [{ name: 'lab.uh', text }]
  return {
    named: policiesByName(policies, sources),
    flows: flowsByName(policies, sources),
  }
}

/** Every receipt of a laboratory replays from its trace alone, and the trace verifies. */
export async function expectReplays({ trace }: Lab): Promise<readonly string[]> {
  const lines = trace()
  const faults: string[] = []
  for await (const played of replay(lines)) {
    if (played.kind !== 'reproduced') faults.push(JSON.stringify(played).slice(0, 600))
  }
  const verified = await verify(lines)
  return verified.faults.length === 0 ? faults : [...faults, JSON.stringify(verified.faults)]
}
