import { decimalFrom, toNumber } from '../../../catalog/money.ts'
import type { ReceiptRecord } from '../../../trace/index.ts'
import { displayWidth, visible } from '../../report/glyphs.ts'
import { money, UNKNOWN } from '../../report/quantity.ts'
import { styleOf } from '../../report/style.ts'
import { cutMiddle } from '../../report/table.ts'
import { toldName } from '../../report/told-name.ts'
import type { Screen } from '../../screen.ts'
import type { TallyKind } from '../tally.ts'

/** Writes a line for every receipt; how it looks is asked. */
export const listTally: TallyKind<Screen, undefined> = {
  looksAt: 'recorded',
  open: (screen) => ({
    add: ({ receipt }) => receiptLine(receipt, screen),
    result: () => undefined,
  }),
  merge: () => undefined,
}

/** A receipt in one line: its id, when it was, how it ended, what it cost, and whose it was. */
function receiptLine(receipt: ReceiptRecord, screen: Screen): string {
  const { id, at, outcome, policy, hops, cost } = receipt
  const style = styleOf(screen)
  const usd = decimalFrom(cost.settled ?? cost.estimated ?? '')
  const route = hops.at(-1)?.candidate
  const facts = [
    at.slice(0, 'YYYY-MM-DD hh:mm:ss'.length).replace('T', ' '),
    padded(outcome, 'incomplete'.length),
    padded(usd === undefined ? UNKNOWN : money(toNumber(usd)), 10),
  ].join('  ')
  const start = `${padded(toldName(id), ULID_LENGTH)}  ${visible(facts)}  `
  const names = `${toldName(policy.name ?? UNKNOWN)}  ${route === undefined ? UNKNOWN : toldName(route)}`
  const room = screen.isFixed ? screen.width - displayWidth(start) : Number.POSITIVE_INFINITY
  const shown = room < LEAST ? '' : cutMiddle(names, room)
  return `${style.strong(start.slice(0, ULID_LENGTH))}${start.slice(ULID_LENGTH)}${shown}`
    .trimEnd()
    .concat('\n')
}

const ULID_LENGTH = 26

/** Columns for names; where there are fewer they are left out. */
const LEAST = 12

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}
