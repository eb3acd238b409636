import type { Options, Values } from '../command.ts'
import { PRICE_OPTION } from '../simulate/prices.ts'

/** What may be other than it was recorded, and what of that is not to be. */
export const WHAT_IF_OPTIONS = {
  policy: {
    kind: 'text',
    value: 'FILE|TEXT',
    doc: 'what if this policy had decided; of several in a file the one with the recorded name',
  },
  param: {
    kind: 'list',
    value: 'NAME=VALUE',
    doc: 'what if a parameter had had another value, as the language writes it: `max_out=$5/Mtok`',
  },
  catalog: {
    kind: 'text',
    value: 'FILE',
    doc: 'what if this had been the catalog; `built-in` is the one that ships',
  },
  price: {
    ...PRICE_OPTION,
    doc: 'what if a route had had other prices, USD per million tokens',
  },
  without: { kind: 'list', value: 'PROVIDER', doc: 'what if a provider had not been there' },
  baseline: {
    kind: 'text',
    value: 'ID',
    doc: 'what if this route had answered everything, `openai/gpt-5`',
  },
  'fail-on-change': {
    kind: 'flag',
    doc: 'exit with 1 when a request would have ended in another way',
  },
  'max-cost-increase': {
    kind: 'text',
    value: 'N%|$N',
    doc: 'exit with 1 when it would have cost more than that much more',
  },
} as const satisfies Options

export type WhatIfOptions = Values<typeof WHAT_IF_OPTIONS>

/** Whether anything is asked of what would have been. */
export function asksWhatIf(options: WhatIfOptions): boolean {
  const { policy, param, catalog, price, without, baseline } = options
  return (
    [policy, catalog, baseline, options['max-cost-increase']].some((one) => one !== undefined) ||
    [param, price, without].some((list) => list.length > 0) ||
    options['fail-on-change']
  )
}
