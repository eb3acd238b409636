import { createServer, type Server } from 'node:http'
import type { Catalog } from '../../catalog/catalog.ts'
import type { Fault } from './fault/fault.ts'
import { givenFault } from './fault/given-fault.ts'
import { openHandler } from './open-handler.ts'
import { placesOf } from './places.ts'
import type { CallCounts, SandboxCall } from './sandbox-call.ts'
import { type Sleep, sleep } from './sleep.ts'

export interface SandboxOptions {
  readonly catalog: Catalog
  /**
   * What fails, how and how often, as `--fault` has it: `openai=429:0.3`. In the order in which they
   * are asked; none where absent.
   */
  readonly faults?: readonly (string | Fault)[]
  /** Another seed gives other answers and other chances; 1 where absent. */
  readonly seed?: number
  /** The loopback address where absent. */
  readonly host?: string
  /** A free one where absent or 0. */
  readonly port?: number
  /** `none`, the usual: at once. `modelled`: as long as such a model takes. */
  readonly latency?: 'none' | 'modelled'
  /** True where calls without a key are refused; which key it is does not matter. */
  readonly requireKey?: boolean
  /** Milliseconds since 1970; the system's own where absent. */
  readonly now?: () => number
  /** The system's own timer where absent. */
  readonly sleep?: Sleep
  /** Told of every call of a model, before it is answered. */
  readonly onCall?: (call: SandboxCall) => void
}

export interface Sandbox {
  /** `http://127.0.0.1:4101`, without a slash at the end. */
  readonly url: string
  readonly counts: () => CallCounts
  /** Ends every call and every connection at once. */
  readonly close: () => Promise<void>
}

/**
 * Opens a provider that plays every model of the catalog, over HTTP on this machine.
 *
 * Provider P is at `${url}/P/v1`, and every model at `${url}/v1` too. Each response has the header
 * `x-unhardcoded-sandbox`. Rejects where the port is taken, and where a text is no fault, or one of
 * nobody in the catalog.
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const tally = { open: 0, closed: 0, aborted: 0 }
  const handle = openHandler(
    {
      places: placesOf(options.catalog),
      faults: (options.faults ?? []).map((each) => faultOf(each, options.catalog)),
      seed: options.seed ?? 1,
      latency: options.latency ?? 'none',
      requireKey: options.requireKey ?? false,
      now: options.now ?? Date.now,
    },
    { tally, sleep: options.sleep ?? sleep, onCall: options.onCall ?? (() => undefined) },
  )
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, handle)
  const host = options.host ?? '127.0.0.1'
  const port = await listening(server, host, options.port ?? 0)
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    counts: () => ({ ...tally }),
    close: () => closed(server),
  }
}

function faultOf(given: string | Fault, catalog: Catalog): Fault {
  if (typeof given !== 'string') return given
  const fault = givenFault(given, catalog)
  if (fault.ok) return fault.value
  throw new Error(`${fault.error.message}: ${fault.error.help}`)
}

const KEEP_ALIVE_MS = 60_000

function listening(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
