import { isIP, isIPv4 } from 'node:net'
import { err, ok, type Result } from '../../base/result.ts'
import type { RouterConfig } from '../config/router-config.ts'
import { type Problem, problem } from '../problem.ts'

/** Where a router listens, and by which names it may be addressed. */
export interface Place {
  readonly host: string
  readonly port: number
  /** Undefined: by any. */
  readonly hosts: ReadonlySet<string> | undefined
}

export interface PlaceWishes {
  readonly host: string | undefined
  readonly port: number | undefined
  /** Whether it may listen for others than this machine though nobody has a key. */
  readonly allowAnyone: boolean
}

/** Where nothing else is said. */
export const DEFAULT_PLACE = { host: '127.0.0.1', port: 4141 } as const

/**
 * Where a router of this configuration listens. For others than this machine it listens only where
 * callers have keys, or where that is asked for in so many words.
 */
export function placeOf(wishes: PlaceWishes, config: RouterConfig): Result<Place, Problem> {
  const asked = wishes.host ?? config.host ?? DEFAULT_PLACE.host
  const host = asked.replace(/^\[(.*)\]$/, '$1')
  const port = wishes.port ?? config.port ?? DEFAULT_PLACE.port
  if (isLoopback(host)) {
    return ok({
      host,
      port,
      hosts: new Set([...LOOPBACK_NAMES, named(host), ...(config.hosts ?? [])]),
    })
  }
  if (config.callers.callers.length === 0 && !wishes.allowAnyone) return err(openToAnyone(host))
  const { hosts } = config
  return ok({ host, port, hosts: hosts && new Set([...hosts, named(host)]) })
}

/** A page in a browser can have its own name lead to this machine; it is sent as the host. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

/** As clients write it. */
function named(host: string): string {
  return isIP(host) === 6 ? `[${host.toLowerCase()}]` : host.toLowerCase()
}

function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.')
  return host === '::1' || host.toLowerCase() === 'localhost'
}

function openToAnyone(host: string): Problem {
  return problem(
    `on \`${host}\` others than this machine reach the router, and none of its callers has a key: anyone could spend what its providers charge`,
    'give callers keys under `router.callers`, or say `--allow-anyone`; on `127.0.0.1` none is needed',
  )
}
