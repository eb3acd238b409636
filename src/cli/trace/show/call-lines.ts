import type { HopRecord } from '../../../trace/index.ts'
import { shortQuantity, UNKNOWN } from '../../report/quantity.ts'
import { type Cell, type Column, renderTable } from '../../report/table.ts'
import { toldName } from '../../report/told-name.ts'
import { wrap } from '../../report/wrap.ts'
import { timeBar, timeSpan } from './time-bar.ts'
import type { Telling } from './told-receipt.ts'

/** Every call on the way, as a small timeline, with what was done after it and why. */
export function callLines({ receipt: { hops }, look }: Telling): readonly string[] {
  if (hops.length === 0) return []
  const { style, tableWidth, width } = look
  const span = timeSpan(hops)
  const [header = '', ...rows] = renderTable(
    COLUMNS,
    hops.map((hop) => callRow(hop, span)),
    { width: tableWidth, style },
  )
  return [
    style.strong('calls'),
    header,
    ...rows.flatMap((row, i) => {
      const next = hops[i] && nextText(hops[i])
      if (next === undefined) return [row]
      return [
        row,
        ...wrap(next, width - INDENT).map((line) => `${' '.repeat(INDENT)}${style.faint(line)}`),
      ]
    }),
  ]
}

/** Of what was done next, under the name of the candidate. */
const INDENT = 5

const COLUMNS: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'model', align: 'left', least: 24 },
  { title: 'began', align: 'right', droppable: 2 },
  { title: 'took', align: 'right' },
  { title: 'first token', align: 'right', droppable: 3 },
  { title: 'first byte', align: 'right', droppable: 5 },
  { title: '', align: 'left', droppable: 4 },
  { title: 'came of it', align: 'left' },
]

/** Columns of the timeline. */
const BAR = 20

function callRow(hop: HopRecord, span: number): readonly Cell[] {
  const { attempt, candidate, start_ms, end_ms, first_token_ms, first_byte_ms } = hop
  return [
    { text: `${attempt}`, role: 'faint' },
    { text: toldName(candidate), role: 'strong' },
    { text: `+${time(start_ms)}` },
    { text: time(end_ms - start_ms) },
    { text: first_token_ms === undefined ? UNKNOWN : time(first_token_ms - start_ms) },
    { text: first_byte_ms === undefined ? UNKNOWN : time(first_byte_ms - start_ms) },
    {
      text: timeBar([hop], { span, columns: BAR }),
      role: hop.failure === undefined ? 'good' : 'bad',
    },
    cameOf(hop),
  ]
}

function time(ms: number): string {
  return shortQuantity(ms, 'duration')
}

function cameOf({ status, failure, sent, action }: HopRecord): Cell {
  const code = status === undefined ? '' : `${status} `
  if (failure !== undefined) return { text: `${code}${toldName(failure, 24)}`, role: 'bad' }
  if (action === 'finish') return { text: `${code}answered`, role: 'good' }
  return {
    text: sent === 'nothing' ? `${code}no answer` : `${code}answered in part`,
    role: 'warning',
  }
}

/** What was done after the call, and why; nothing after an answer. */
function nextText({ action, why, wait_ms }: HopRecord): string | undefined {
  if (action === 'finish') return undefined
  const stopped = why === undefined ? undefined : STOPS.get(why)
  if (stopped !== undefined) return `stopped: ${stopped}`
  const done = ACTIONS.get(action) ?? toldName(action)
  const because = why === undefined ? '' : (REASONS.get(why) ?? `: ${toldName(why)}`)
  const waited = wait_ms === undefined ? '' : `, after ${time(wait_ms)}`
  return `${done}${waited}${because}`
}

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['retry_same', 'asked again'],
  ['next_candidate', 'went on to the next candidate'],
  ['next_provider_same_model', 'went on to another provider of the model'],
  ['disable_provider', 'left the provider, and went on to the next candidate'],
  ['abort', 'stopped'],
])

const REASONS: ReadonlyMap<string, string> = new Map([
  ['plan', ', as the policy says'],
  ['retries used up', ': the retries are used up'],
  ['retry too late', ': the provider asked for a longer wait than there was time for'],
  ['no other provider', ': no other provider of the model is left'],
])

const STOPS: ReadonlyMap<string, string> = new Map([
  ['no candidate left', 'no candidate is left'],
  ['stream has begun', 'the client has part of the answer, and no other is spliced to it'],
  ['attempts', 'there were as many calls as the host allows'],
  ['deadline', 'the time was up'],
  ['spend', 'the limit on what may be spent was reached'],
  ['client left', 'the client left'],
  ['flow failed', 'another node of the flow failed'],
  ['shutdown', 'the host was shut down'],
])
