import type { IncomingMessage } from 'node:http'
import { nearestName } from '../../base/nearest-name.ts'
import type { RouterError } from '../router-error.ts'
import { ENDPOINTS, type Endpoint } from './endpoints.ts'
import type { HouseRules } from './house-rules.ts'

/** Why a request is refused by its first line and its host alone; undefined where it is not. */
export function refuseRequest(
  { method, url = '/', headers }: IncomingMessage,
  endpoint: Endpoint | undefined,
  { hosts }: HouseRules,
): RouterError | undefined {
  if (hosts !== undefined && !hosts.has(hostName(headers.host))) return WRONG_HOST
  if (endpoint === undefined) return unknownPath(url)
  if (method === endpoint.method || (method === 'HEAD' && endpoint.method === 'GET'))
    return undefined
  return {
    code: 'wrong_method',
    message: `This path is asked with ${endpoint.method}.`,
  }
}

const WRONG_HOST: RouterError = {
  code: 'unknown_path',
  message:
    'This router is addressed by a name that is not its own: ask it by the address it printed.',
}

/** Without the port; an IPv6 address keeps its brackets. */
function hostName(host = ''): string {
  return host.replace(/:\d+$/, '').toLowerCase()
}

function unknownPath(url: string): RouterError {
  const path = url.split('?', 1)[0] ?? ''
  const nearest = nearestName(path.slice(0, 64), ENDPOINTS.keys())
  const help =
    nearest === undefined
      ? ` There are ${[...ENDPOINTS.keys()].join(', ')}.`
      : ` Did you mean ${nearest}?`
  return { code: 'unknown_path', message: `The router has no such path.${help}` }
}
