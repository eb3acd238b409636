import { err, ok, type Result } from '../../../base/result.ts'
import { ENGINE, openReplay } from '../../../trace/index.ts'
import { type Problem, problem } from '../../problem.ts'
import { toldName } from '../../report/told-name.ts'
import type { TraceFile } from '../trace-files.ts'
import type { KeptReceipt, Lookup, Wanted } from './receipt-lookup.ts'
import type { FoundReceipt } from './told-receipt.ts'

/** The receipt that was looked for, played again; or why there is none. */
export function foundReceipt(
  lookup: Lookup,
  wanted: Wanted,
  files: readonly TraceFile[],
): Result<FoundReceipt, Problem> {
  const { count, found, begun } = lookup
  if (count === 0) {
    return err(
      problem(
        'the trace holds no receipt that is asked for',
        'another `--since`, `--until` or `--caller` may select some',
      ),
    )
  }
  if (wanted.kind === 'only' && count > 1) return err(severalReceipts(count))
  if (found === undefined) return err(noReceipt(lookup, wanted))
  if (wanted.kind === 'id' && found.receipt.id !== wanted.id && begun.ids.length > 1) {
    return err(ambiguous(lookup, wanted.id))
  }
  return ok(played(found, files))
}

/** Plays with what stood above the receipt, and nothing else. */
function played(
  { receipt, policy, catalog, file, line }: KeptReceipt,
  files: readonly TraceFile[],
): FoundReceipt {
  const { define, play } = openReplay(ENGINE)
  if (catalog !== undefined) define(catalog)
  if (policy !== undefined) define(policy)
  const { decision } = receipt
  return {
    played: play(receipt),
    place: `${files[file]?.name}:${line}`,
    policy,
    decision: typeof decision === 'number' ? undefined : decision,
  }
}

function ambiguous({ begun: { count, ids } }: Lookup, wanted: string): Problem {
  const more = count > ids.length ? ', …' : ''
  return problem(
    `the ids of ${count} receipts begin with \`${wanted}\``,
    `write more of it: ${ids.map((id) => `\`${toldName(id)}\``).join(', ')}${more}`,
  )
}

function severalReceipts(count: number): Problem {
  return problem(
    `there are ${count} receipts in the trace`,
    'name one by its id, or how that begins, in front of the files; `--list` tells the ids, `--last` shows the last one',
  )
}

function noReceipt({ nearest, count }: Lookup, wanted: Wanted): Problem {
  const number = count === 1 ? 'there is one receipt' : `there are ${count} receipts`
  return problem(
    `no receipt has the id \`${wanted.kind === 'id' ? wanted.id : ''}\``,
    nearest === undefined
      ? `${number}: \`--list\` tells the ids, \`--last\` shows the last one`
      : `did you mean \`${toldName(nearest)}\`?`,
  )
}
