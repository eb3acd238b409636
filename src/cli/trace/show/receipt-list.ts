import { counted } from '../../../base/counted.ts'
import { toNumber } from '../../../catalog/money.ts'
import { knownCost } from '../../../trace/cost-record.ts'
import type { FlowRecord, ReceiptRecord } from '../../../trace/index.ts'
import { displayWidth, visible } from '../../report/glyphs.ts'
import { money, UNKNOWN } from '../../report/quantity.ts'
import { styleOf } from '../../report/style.ts'
import { cutMiddle } from '../../report/table.ts'
import { toldName } from '../../report/told-name.ts'
import type { Screen } from '../../screen.ts'
import type { TallyKind } from '../tally.ts'

/** Writes a line for every receipt, of a flow one for all of it; how it looks is asked. */
export const listTally: TallyKind<Screen, undefined> = {
  looksAt: 'recorded',
  open: (screen) => ({
    add: ({ receipt }) => requestLine({ ...receipt, ...namesOf(receipt) }, screen),
    addFlow: ({ flow }) => requestLine({ ...flow, ...namesOfFlow(flow) }, screen),
    result: () => undefined,
  }),
  merge: () => undefined,
}

interface Names {
  /** What decided. */
  readonly by: string
  /** Who was called last; undefined where nobody was. */
  readonly route: string | undefined
}

function namesOf({ policy, hops }: ReceiptRecord): Names {
  return { by: toldName(policy.name ?? UNKNOWN), route: hops.at(-1)?.candidate }
}

function namesOfFlow({ flow, nodes, answers }: FlowRecord): Names {
  const answer = nodes.find(({ node }) => node === answers)
  const name = flow.name === undefined ? '' : ` ${toldName(flow.name)}`
  const route = answer?.hops.at(-1)?.candidate
  return { by: `flow${name} of ${counted(nodes.length, 'node')}`, route }
}

type Line = Names & Pick<ReceiptRecord, 'id' | 'at' | 'outcome' | 'cost'>

/** A request in one line: its id, when it was, how it ended, what it cost, and whose it was. */
function requestLine({ id, at, outcome, cost, by, route }: Line, screen: Screen): string {
  const style = styleOf(screen)
  const usd = knownCost(cost)
  const facts = [
    at.slice(0, 'YYYY-MM-DD hh:mm:ss'.length).replace('T', ' '),
    padded(outcome, 'incomplete'.length),
    padded(usd === undefined ? UNKNOWN : money(toNumber(usd)), 10),
  ].join('  ')
  const start = `${padded(toldName(id), ULID_LENGTH)}  ${visible(facts)}  `
  const names = `${by}  ${route === undefined ? UNKNOWN : toldName(route)}`
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
