import type { Budget } from '../../lint/index.ts'
import type { DefaultPolicy } from '../../route/admission/admission-setup.ts'
import type { CallTimers } from '../../route/failover/limits.ts'
import { readCallerRules, readCallers } from './read-callers.ts'
import { readDefaultPolicy } from './read-default-policy.ts'
import { readKeys } from './read-keys.ts'
import type { RouterConfig } from './router-config.ts'
import {
  amount,
  count,
  fields,
  list,
  note,
  path,
  type Reader,
  remember,
  text,
  textOf,
  times,
  whole,
} from './yaml-reading.ts'

/** What `router:` holds; `lint` looks at the budget too. */
export interface RouterPart {
  readonly budget: Budget | undefined
  readonly config: RouterConfig
}

/** `router:`, how a router is run. */
export const readRouter: Reader<RouterPart> = (node, reading) => {
  const read = fields(node, MEMBERS, reading)
  const { timers, anonymous, callers = [] } = read
  return {
    budget: read.budget,
    config: {
      host: read.host,
      port: read.port,
      hosts: read.hosts,
      keys: read.keys ?? new Map(),
      defaultPolicy: read.default_policy,
      timers: timers?.call ?? {},
      connectMs: timers?.connectMs,
      maxBodyBytes: read.max_body_mb,
      maxConcurrent: read.max_concurrent,
      drainMs: read.drain_seconds,
      budgetsFile: read.budgets_file,
      callers: { callers, ...(anonymous !== undefined && { anonymous }) },
      places: reading.places,
    },
  }
}

const MS_IN_SECOND = 1000
const BYTES_IN_MB = 1_048_576

/** A day: no call takes longer, and timers have a limit of their own at 24 of them. */
const MOST_MS = 86_400_000

/** A body is held in memory while its call runs. */
const MOST_BODY_BYTES = 1024 * BYTES_IN_MB

const defaultPolicy: Reader<DefaultPolicy> = (node, reading) => {
  remember('default_policy', node, reading)
  return readDefaultPolicy(node, reading)
}

const seconds = times(MS_IN_SECOND, MOST_MS)

const hostName: Reader<string> = (node, reading) => {
  const name = textOf(node)?.toLowerCase()
  if (name !== undefined && /^(?:[^\s/:]+|\[[\da-f:.]+\])$/.test(name)) return name
  return note(node, { label: 'expected a name or an address, without a port' }, reading)
}

const budget: Reader<Budget> = (node, reading) => {
  const read = fields(
    node,
    { attempts: count, seconds: amount, usd: amount, input_tokens: count, output_tokens: count },
    reading,
  )
  return {
    attempts: read.attempts,
    seconds: read.seconds,
    usd: read.usd,
    inputTokens: read.input_tokens,
    outputTokens: read.output_tokens,
  }
}

interface Timers {
  readonly call: Partial<CallTimers>
  readonly connectMs: number | undefined
}

const timers: Reader<Timers> = (node, reading) => {
  const { connect, headers, first_token, idle, attempt } = fields(
    node,
    { connect: seconds, headers: seconds, first_token: seconds, idle: seconds, attempt: seconds },
    reading,
  )
  return {
    call: {
      ...(headers !== undefined && { headersMs: headers }),
      ...(first_token !== undefined && { firstTokenMs: first_token }),
      ...(idle !== undefined && { idleMs: idle }),
      ...(attempt !== undefined && { attemptMs: attempt }),
    },
    connectMs: connect,
  }
}

const MEMBERS = {
  host: text('an address, or the name of one'),
  port: whole(0, 65_535),
  hosts: list(hostName),
  keys: readKeys,
  default_policy: defaultPolicy,
  budget,
  timers,
  max_body_mb: times(BYTES_IN_MB, MOST_BODY_BYTES),
  max_concurrent: whole(1, 1_000_000),
  drain_seconds: seconds,
  budgets_file: path,
  anonymous: readCallerRules,
  callers: readCallers,
}
