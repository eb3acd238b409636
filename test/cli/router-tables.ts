import schema from '../../src/cli/config/schema.json' with { type: 'json' }
import { CALL_TIMERS, REQUEST_LIMITS } from '../../src/route/failover/limits.ts'
import { FAILURE_CODES } from '../../src/route/failure.ts'
import { HEALTH_SETTINGS } from '../../src/route/health/health-settings.ts'
import { ROUTER_ERRORS } from '../../src/route/router-error.ts'
import { ENDPOINTS } from '../../src/route/server/endpoints.ts'
import { HOUSE_RULES } from '../../src/route/server/house-rules.ts'
import { LISTEN_LIMITS } from '../../src/route/server/listen.ts'
import { UPSTREAM_SETTINGS } from '../../src/route/upstream/open-upstream.ts'

/** The parts of docs/router.md that come from the code, each as it stands on the page. */
export const ROUTER_TABLES: Readonly<Record<string, string>> = {
  endpoints: table(
    ['path', 'method', 'for'],
    [...ENDPOINTS].map(([path, endpoint]) => [
      `\`${path}\``,
      `\`${endpoint.method}\``,
      endpoint.kind === 'page' ? endpoint.for : 'callers',
    ]),
  ),
  failures: table(
    ['a plan asks', 'the receipt says'],
    [...new Set(Object.values(FAILURE_CODES))].map((reason) => [
      `\`${reason}\``,
      Object.entries(FAILURE_CODES)
        .flatMap(([code, of]) => (of === reason ? [`\`${code}\``] : []))
        .join(', '),
    ]),
  ),
  defaults: table(
    ['default', 'is'],
    [
      ['calls of one request', String(REQUEST_LIMITS.attempts)],
      ['the whole request', seconds(REQUEST_LIMITS.deadlineMs)],
      ['what a request may spend', 'no limit'],
      ['the longest wait that a provider may ask for', seconds(REQUEST_LIMITS.retryAfterCapMs)],
      ['a connection to a provider', seconds(UPSTREAM_SETTINGS.connectMs)],
      ['the headers of an answer', seconds(CALL_TIMERS.headersMs)],
      ['the first word of a stream', seconds(CALL_TIMERS.firstTokenMs)],
      ['between two pieces of an answer', seconds(CALL_TIMERS.idleMs)],
      ['one call', seconds(CALL_TIMERS.attemptMs)],
      ['the body of an error, after its headers', seconds(CALL_TIMERS.refusalMs)],
      ['the body of a request', `${HOUSE_RULES.maxBodyBytes / 1_048_576} MB`],
      ['requests that run at once', String(HOUSE_RULES.maxConcurrent)],
      ['a client that takes nothing of its answer', seconds(HOUSE_RULES.clientIdleMs)],
      ['a client that sends the head of its request', seconds(LISTEN_LIMITS.headersMs)],
      ['a client that sends all of its request', seconds(LISTEN_LIMITS.requestMs)],
      ['a connection without a request', seconds(LISTEN_LIMITS.keepAliveMs)],
      ['connections at once', String(LISTEN_LIMITS.maxConnections)],
      ['failures in a row that open a breaker', String(HEALTH_SETTINGS.failuresInRow)],
      ['the share of failures that opens one', String(HEALTH_SETTINGS.failureRatio)],
      ['of so many calls at least', String(HEALTH_SETTINGS.windowCalls)],
      ['within', seconds(HEALTH_SETTINGS.windowMs)],
      ['how long a breaker is open at first', seconds(HEALTH_SETTINGS.openMs)],
      ['and at most, doubled each time', seconds(HEALTH_SETTINGS.longestOpenMs)],
      ['how long a provider is left out that refused its key', seconds(HEALTH_SETTINGS.disabledMs)],
    ],
  ),
  configuration: table(['key', 'holds'], keysOf('', schema)),
}

/** Every code of an error with its status and type; when it comes is for the page to say. */
export const ERROR_CELLS: readonly string[] = Object.entries(ROUTER_ERRORS).map(
  ([code, [status, type]]) => `| \`${code}\` | ${status} | \`${type}\` |`,
)

interface Schema {
  readonly type?: string | undefined
  readonly description?: string | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly items?: Schema | undefined
  readonly anyOf?: readonly Schema[] | undefined
  readonly $ref?: string | undefined
}

/** Every key with what the schema says of it; what `lint:` holds belongs to another page. */
function keysOf(at: string, node: Schema): readonly (readonly string[])[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, found]) => {
    if (at === '' && name === 'lint') return []
    const inner = { ...referred(found), ...found }
    const path = at === '' ? name : `${at}.${name}`
    const { description } = inner
    const own = description === undefined ? [] : [[`\`${path}\``, description]]
    const record = [inner, ...(inner.anyOf ?? [])].find(({ properties }) => properties) ?? {}
    const items = inner.items?.properties === undefined ? [] : keysOf(`${path}[]`, inner.items)
    return [...own, ...keysOf(path, record), ...items]
  })
}

function referred({ $ref }: Schema): Schema {
  const definitions: Readonly<Record<string, Pick<Schema, 'description' | 'type'>>> = schema.$defs
  return definitions[$ref?.replace('#/$defs/', '') ?? ''] ?? {}
}

function seconds(ms: number): string {
  return `${ms / 1000} s`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  return `${line(head)}|${head.map(() => '---|').join('')}\n${rows.map(line).join('')}`
}
