import { createServer, type Server } from 'node:http'
import { err, ok, type Result } from '../../base/result.ts'
import { answerBrokenRequests } from './answer-broken-requests.ts'
import type { Router } from './open-router.ts'

/** Where a router listens, and what it bears there. */
export interface ListenOptions {
  /** `127.0.0.1` and `::1` are reached from this machine alone. */
  readonly host: string
  /** A free one where 0. */
  readonly port: number
  readonly router: Pick<Router, 'handle' | 'drain'>
  /** {@link LISTEN_LIMITS} where absent. */
  readonly limits?: Partial<ListenLimits>
}

/** What a client may take of a server before anybody knows who it is. */
export interface ListenLimits {
  /** Until the head of a request is whole: whoever sends a byte now and then holds a socket. */
  readonly headersMs: number
  /** Until its body is whole as well: long enough for the longest body on a poor line. */
  readonly requestMs: number
  /** Without a request: longer than balancers keep theirs, who else find a connection just gone. */
  readonly keepAliveMs: number
  /** Of the head of a request, which is kept in memory until it is whole. */
  readonly maxHeaderBytes: number
  /** Those beyond are not looked at: a table of headers is filled one by one. */
  readonly maxHeaders: number
  /** Those beyond are closed at once: files that a process may have open are few. */
  readonly maxConnections: number
}

export const LISTEN_LIMITS: ListenLimits = {
  headersMs: 10_000,
  requestMs: 120_000,
  keepAliveMs: 75_000,
  maxHeaderBytes: 16_384,
  maxHeaders: 200,
  maxConnections: 8192,
}

/** A router that can be reached. */
export interface Listening {
  /** `http://127.0.0.1:4100`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /**
   * Takes no more connections, lets what runs come to its end for that long, ends it then, and
   * closes every connection.
   */
  readonly close: (withinMs: number) => Promise<void>
}

/** Why nothing listens: one sentence, and one about what to do. */
export interface ListenProblem {
  readonly message: string
  readonly help: string
}

/**
 * Opens a server for a router, with limits for clients that are slow, many or malicious. How long
 * they may take to read is a rule of the router.
 *
 * Requests are read as the standard has them, and no other way: two lengths, a length beside
 * chunks, folded headers or lines without a return are where two servers in a row can take one
 * request for two. What is no request is answered as JSON, and tells nothing of what was sent.
 */
export async function listen({
  host,
  port,
  router,
  limits = {},
}: ListenOptions): Promise<Result<Listening, ListenProblem>> {
  const server = serverFor(router, { ...LISTEN_LIMITS, ...limits })
  const problem = await opened(server, host, port)
  if (problem !== undefined) return err(problem)
  // Such as a socket too many: the next one may be taken again.
  server.on('error', () => {})
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return ok({
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    async close(withinMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await router.drain(withinMs)
      server.closeAllConnections()
      await closed
    },
  })
}

function serverFor(router: ListenOptions['router'], limits: ListenLimits): Server {
  const { headersMs, requestMs, keepAliveMs, maxHeaderBytes, maxHeaders, maxConnections } = limits
  const server = createServer({
    headersTimeout: Math.min(headersMs, requestMs),
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(MOST_CHECK_MS, Math.ceil(headersMs / 2)),
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: maxHeaderBytes,
    insecureHTTPParser: false,
    requireHostHeader: true,
    // A client that is gone without a word is found out while its model is silent.
    keepAlive: true,
    keepAliveInitialDelay: PROBE_MS,
  })
  server.maxHeadersCount = maxHeaders
  server.maxConnections = maxConnections
  answerBrokenRequests(server)
  server.on('request', router.handle)
  return server
}

/** How often slow clients are looked for, in milliseconds. */
const MOST_CHECK_MS = 1000

/** How long a connection is silent before the system asks whether it is still there. */
const PROBE_MS = 30_000

function opened(server: Server, host: string, port: number): Promise<ListenProblem | undefined> {
  return new Promise((resolve) => {
    const fail = ({ code }: NodeJS.ErrnoException): void => resolve(problemOf(code, host, port))
    server.once('error', fail)
    try {
      server.listen(port, host, () => {
        server.off('error', fail)
        resolve(undefined)
      })
    } catch {
      resolve(problemOf('ERR_SOCKET_BAD_PORT', host, port))
    }
  })
}

function problemOf(code: string | undefined, host: string, port: number): ListenProblem {
  const at = `port ${port} of \`${host}\``
  switch (code) {
    case 'EADDRINUSE':
      return {
        message: `${at} is taken: another program listens there`,
        help: 'end it, or choose another port; 0 takes a free one',
      }
    case 'EACCES':
      return {
        message: `${at} may not be listened on by this user`,
        help: 'choose a port from 1024 on',
      }
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        message: `\`${host}\` is no address of this machine`,
        help: 'listen on `127.0.0.1`, or on an address that the machine has',
      }
    case 'ERR_SOCKET_BAD_PORT':
      return {
        message: `${port} is no port`,
        help: 'choose one from 1024 to 65535; 0 takes a free one',
      }
    default:
      return {
        message: `${at} cannot be listened on (${code ?? 'no code'})`,
        help: 'choose another port or another address',
      }
  }
}
