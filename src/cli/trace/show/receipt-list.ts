import { decimalFrom, toNumber } from '../../../catalog/money.ts'
import type { ReceiptRecord } from '../../../trace/index.ts'
import { displayWidth } from '../../report/glyphs.ts'
import { money, UNKNOWN } from '../../report/quantity.ts'
import { styleOf } from '../../report/style.ts'
import { cutMiddle } from '../../report/table.ts'
import { toldName } from '../../report/told-name.ts'
import type { Screen } from '../../screen.ts'

/** A receipt in one line: its id, when it was, how it ended, what it cost, and whose it was. */
export function receiptLine(receipt: ReceiptRecord, screen: Screen): string {
  const { id, at, outcome, policy, hops, cost } = receipt
  const style = styleOf(screen)
  const usd = decimalFrom(cost.settled ?? cost.estimated ?? '')
  const route = hops.at(-1)?.candidate
  const cells = [
    padded(toldName(id), 'ULID'.length * 6 + 2),
    padded(at.slice(0, 19).replace('T', ' '), 19),
    padded(outcome, 'incomplete'.length),
    padded(usd === undefined ? UNKNOWN : money(toNumber(usd)), 10),
    `${toldName(policy.name ?? UNKNOWN)}  ${route === undefined ? UNKNOWN : toldName(route)}`,
  ]
  const line = cells.join('  ')
  const shown = screen.isFixed ? cutMiddle(line, screen.width) : line
  const split = Math.min(shown.length, cells[0]?.length ?? 0)
  return `${style.strong(shown.slice(0, split))}${shown.slice(split)}\n`
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}
