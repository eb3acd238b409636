import { counted } from '../../base/counted.ts'
import type { Imported, PolicyOrigin } from '../../trace/index.ts'
import { visible } from '../report/glyphs.ts'
import { styleOf } from '../report/style.ts'
import type { Screen } from '../screen.ts'

/** What came of reading logs. */
export interface ImportTally {
  readonly receipts: number
  /** Values without `x_router`: other lines of a log. */
  readonly others: number
  readonly faults: number
  readonly takeReceipt: (imported: Imported) => void
  readonly takeOther: () => void
  /** @param place the file and the line. */
  readonly takeFault: (place: string, message: string) => void
  /** The faults, the first of them with their places, then how many there are of what. */
  readonly text: (screen: Screen) => string
}

export function importTally(): ImportTally {
  const told: (readonly [place: string, message: string])[] = []
  const origins = new Map<PolicyOrigin, number>()
  let [receipts, others, faults] = [0, 0, 0]
  return {
    get receipts() {
      return receipts
    },
    get others() {
      return others
    },
    get faults() {
      return faults
    },
    takeReceipt: ({ policy }) => {
      receipts += 1
      origins.set(policy, (origins.get(policy) ?? 0) + 1)
    },
    takeOther: () => {
      others += 1
    },
    takeFault: (place, message) => {
      faults += 1
      if (told.length < MOST_TOLD) told.push([place, message])
    },
    text: (screen) => {
      const style = styleOf(screen)
      const lines = told.map(([place, message]) => `${style.strong(visible(place))}: ${message}`)
      if (faults > told.length) lines.push(`… and ${faults - told.length} more`)
      lines.push(counted(receipts, 'receipt'))
      for (const [origin, words] of ORIGINS) {
        const count = origins.get(origin)
        if (count !== undefined) lines.push(`  ${count} ${words}`)
      }
      if (others > 0) lines.push(`${counted(others, 'value')} without \`x_router\` passed over`)
      if (faults > 0) lines.push(`${counted(faults, 'value')} not imported`)
      return `${lines.join('\n')}\n`
    },
  }
}

const MOST_TOLD = 20

const ORIGINS: ReadonlyMap<PolicyOrigin, string> = new Map([
  ['given', 'with a policy of `--policy`'],
  ['log', 'with the policy that the log holds'],
  ['key', 'whose policy is known by its short key only, and cannot be decided again'],
  ['none', 'whose policy is not named, and cannot be decided again'],
])
