import { err, ok, type Result } from '../../base/result.ts'
import type { FlowRecord, ReceiptRecord } from '../../trace/index.ts'
import type { Options, Values } from '../command.ts'
import { type Problem, problem } from '../problem.ts'

/** Which receipts of a trace a command looks at. */
export const SELECTION_OPTIONS = {
  since: {
    kind: 'text',
    value: 'TIME',
    doc: 'only requests from then on: a day, an RFC 3339 time, or how long ago, as `7d` or `24h`',
  },
  until: {
    kind: 'text',
    value: 'TIME',
    doc: 'only requests up to then; of a day, the whole day',
  },
  'policy-name': {
    kind: 'list',
    value: 'NAME',
    doc: 'only requests that a policy of that name decided, or a flow of that name (repeatable)',
  },
  caller: { kind: 'list', value: 'NAME', doc: 'only requests of that caller (repeatable)' },
  id: {
    kind: 'list',
    value: 'ID',
    doc: 'only the receipt with that id, or whose id begins so (repeatable)',
  },
} as const satisfies Options

/** What is asked for, as plain data: what is absent or empty selects everything. */
export interface Selection {
  /** Milliseconds since 1970, as `untilMs`; both ends are selected. */
  readonly sinceMs: number | undefined
  readonly untilMs: number | undefined
  readonly policyNames: readonly string[]
  readonly callers: readonly string[]
  /** Ids, or how they begin. */
  readonly ids: readonly string[]
}

/** @param now milliseconds since 1970, that times ago are reckoned from. */
export function selectionOf(
  options: Values<typeof SELECTION_OPTIONS>,
  now: number,
): Result<Selection, Problem> {
  const since = timeOf('since', options.since, now)
  if (!since.ok) return since
  const until = timeOf('until', options.until, now)
  if (!until.ok) return until
  const sinceMs = since.value?.first
  const untilMs = until.value?.last
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs > untilMs) {
    return err(
      problem(
        `no time is since \`${options.since}\` and until \`${options.until}\``,
        'give the earlier one to `--since`',
      ),
    )
  }
  if (options.id.includes('')) return err(problem('option `--id` needs at least a character'))
  const { caller: callers, id: ids } = options
  return ok({ sinceMs, untilMs, policyNames: options['policy-name'], callers, ids })
}

/**
 * True where a receipt is among those that are asked for. A flow goes by its own name and by those
 * of the policies of its nodes.
 */
export function isSelected(selection: Selection, receipt: ReceiptRecord | FlowRecord): boolean {
  const { sinceMs, untilMs, policyNames, callers, ids } = selection
  if (sinceMs !== undefined || untilMs !== undefined) {
    const at = Date.parse(receipt.at)
    const isWithin = at >= (sinceMs ?? at) && at <= (untilMs ?? at)
    if (!isWithin) return false
  }
  return (
    (policyNames.length === 0 || namesOf(receipt).some((name) => isAmong(policyNames, name))) &&
    isAmong(callers, receipt.request.caller) &&
    (ids.length === 0 || ids.some((id) => receipt.id.startsWith(id)))
  )
}

function namesOf(receipt: ReceiptRecord | FlowRecord): readonly (string | undefined)[] {
  if (receipt.record !== 'flow') return [receipt.policy.name]
  return [receipt.flow.name, ...receipt.nodes.map(({ policy }) => policy.name)]
}

function isAmong(names: readonly string[], name: string | undefined): boolean {
  return names.length === 0 || (name !== undefined && names.includes(name))
}

/** From when to when a time lasts that somebody wrote, in milliseconds since 1970. */
interface Stretch {
  readonly first: number
  readonly last: number
}

function timeOf(
  option: string,
  text: string | undefined,
  now: number,
): Result<Stretch | undefined, Problem> {
  if (text === undefined) return ok(undefined)
  const ago = /^(?<count>\d{1,6})(?<unit>[mhdw])$/.exec(text)?.groups
  if (ago !== undefined) {
    const at = now - Number(ago.count) * (UNITS.get(ago.unit ?? '') ?? 0)
    return ok({ first: at, last: at })
  }
  const first = DAY.test(text) || INSTANT.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(first) || !isInCalendar(text)) {
    return err(
      problem(
        `option \`--${option}\` needs a time, not \`${text}\``,
        'write a day as `2026-11-30`, a time as `2026-11-30T14:00:00Z`, or how long ago as `7d` or `24h`',
      ),
    )
  }
  return ok({ first, last: DAY.test(text) ? first + DAY_MS - 1 : first })
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/

/** `Date.parse` takes the 30th of February for the 2nd of March. */
function isInCalendar(text: string): boolean {
  const day = text.slice(0, 10)
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}

const DAY_MS = 86_400_000
const UNITS: ReadonlyMap<string, number> = new Map([
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', DAY_MS],
  ['w', 7 * DAY_MS],
])
