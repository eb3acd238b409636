import { decimalFrom, plain } from '../../../catalog/money.ts'
import type { CostRecord } from '../../../trace/index.ts'
import { toldName } from '../../report/told-name.ts'

/** Settled and estimated apart; what is unknown is not nothing. */
export function costText({ settled, estimated }: CostRecord): string {
  const known = [
    settled === null ? undefined : `${dollars(settled)} settled`,
    estimated === null ? undefined : `${dollars(estimated)} estimated`,
  ].filter((part) => part !== undefined)
  return known.length === 0 ? 'unknown' : known.join(', ')
}

/** What stands there is a text from outside. */
function dollars(text: string): string {
  const amount = decimalFrom(text)
  return amount === undefined ? `\`${toldName(text)}\`` : `$${plain(amount, 2)}`
}
