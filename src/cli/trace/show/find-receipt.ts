import { nearestName } from '../../../base/nearest-name.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { type Problem, problem } from '../../problem.ts'
import { toldName } from '../../report/told-name.ts'
import type { ReceiptLine } from '../tally.ts'
import type { FoundReceipt } from './told-receipt.ts'

/** Which receipt is asked for. */
export type Wanted =
  /** The one with that id, or the only one whose id begins so. */
  | { readonly kind: 'id'; readonly id: string }
  /** The one of the latest request. */
  | { readonly kind: 'last' }
  /** The only one. */
  | { readonly kind: 'only' }

/**
 * Looks a receipt up in a trace as it comes. Nothing is kept but the one that was found, and what
 * it takes to say why none was.
 *
 * @param nameOf the name of a file by its number.
 */
export async function findReceipt(
  lines: AsyncIterable<ReceiptLine>,
  wanted: Wanted,
  nameOf: (file: number) => string,
): Promise<Result<FoundReceipt, Problem>> {
  let found: FoundReceipt | undefined
  let count = 0
  const ids = newIds()
  for await (const line of lines) {
    count += 1
    const { id } = line.receipt
    if (wanted.kind === 'id') noteId(ids, id, wanted.id)
    if (isBetter(line, found, wanted)) found = take(line, nameOf)
  }
  if (count === 0) return err(problem('there is no receipt in the trace', NO_RECEIPT))
  if (wanted.kind === 'only' && count > 1) return err(severalReceipts(count))
  if (wanted.kind === 'id' && ids.exact === 0 && ids.begun.length > 1) {
    return err(ambiguous(wanted.id, ids))
  }
  return found === undefined ? err(noReceipt(wanted, ids, count)) : ok(found)
}

function isBetter(
  { receipt }: ReceiptLine,
  found: FoundReceipt | undefined,
  wanted: Wanted,
): boolean {
  const known = found?.played.receipt
  if (wanted.kind === 'only') return known === undefined
  if (wanted.kind === 'last') return known === undefined || receipt.at >= known.at
  if (receipt.id === wanted.id) return known?.id !== wanted.id
  return known === undefined && beginsSo(receipt.id, wanted.id)
}

/** Played at once: what is defined below does not count. */
function take(
  { receipt, file, line, library, play }: ReceiptLine,
  nameOf: (file: number) => string,
): FoundReceipt {
  const { effective, fingerprint } = receipt.policy
  const policy = library.policyRecord(effective ?? fingerprint)
  const decision = library.decisionOf(receipt)
  return { played: play(), place: `${nameOf(file)}:${line}`, policy, decision }
}

const NO_RECEIPT = 'of those that `--since`, `--caller` and the like select, where any is given'

/** What was seen of ids, in a size that does not grow with their number. */
interface SeenIds {
  exact: number
  /** Some of those that begin as is asked for. */
  readonly begun: string[]
  begunCount: number
  nearest: string | undefined
  /** Ids that were not compared yet. */
  waiting: string[]
}

function newIds(): SeenIds {
  return { exact: 0, begun: [], begunCount: 0, nearest: undefined, waiting: [] }
}

function noteId(ids: SeenIds, id: string, wanted: string): void {
  if (id === wanted) ids.exact += 1
  if (beginsSo(id, wanted)) {
    ids.begunCount += 1
    if (ids.begun.length < MOST_BEGUN) ids.begun.push(id)
  }
  // Where something was found nobody asks for what is near.
  if (ids.begunCount > 0) return
  ids.waiting.push(id)
  if (ids.waiting.length >= BLOCK) compareWaiting(ids, wanted)
}

const MOST_BEGUN = 5
const BLOCK = 1000

function compareWaiting(ids: SeenIds, wanted: string): void {
  const known = ids.nearest === undefined ? [] : [ids.nearest]
  // As much of each as was typed: an id is longer than what anybody types.
  const begun = new Map([...ids.waiting, ...known].map((id) => [id.slice(0, wanted.length), id]))
  ids.nearest = begun.get(nearestName(wanted, begun.keys()) ?? '')
  ids.waiting = []
}

/** Ids are written in capitals, and typed in whatever comes. */
function beginsSo(id: string, wanted: string): boolean {
  return id.toUpperCase().startsWith(wanted.toUpperCase())
}

function ambiguous(wanted: string, { begun, begunCount }: SeenIds): Problem {
  const more = begunCount > begun.length ? ', …' : ''
  const names = begun.map((id) => `\`${toldName(id)}\``).join(', ')
  return problem(
    `the ids of ${begunCount} receipts begin with \`${wanted}\``,
    `write more of it: ${names}${more}`,
  )
}

function severalReceipts(count: number): Problem {
  return problem(
    `there are ${count} receipts in the trace`,
    'name one by its id, or how that begins, in front of the files; `--list` tells the ids, `--last` shows the last one',
  )
}

function noReceipt(wanted: Wanted, ids: SeenIds, count: number): Problem {
  const id = wanted.kind === 'id' ? wanted.id : ''
  compareWaiting(ids, id)
  const number = count === 1 ? 'there is one receipt' : `there are ${count} receipts`
  return problem(
    `no receipt has the id \`${id}\``,
    ids.nearest === undefined
      ? `${number}: \`--list\` tells the ids, \`--last\` shows the last one`
      : `did you mean \`${toldName(ids.nearest)}\`?`,
  )
}
