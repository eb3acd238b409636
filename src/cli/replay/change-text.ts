import type { WhatIfOptions } from './what-if-options.ts'

/** What is other than it was recorded, in words, as it was asked for. */
export function changeText(options: WhatIfOptions): readonly string[] {
  const { policy, param, catalog, price, without, baseline } = options
  return [
    ...(policy === undefined ? [] : [`with the policy ${policy}`]),
    ...(param.length === 0 ? [] : [`with ${param.join(', ')}`]),
    ...(catalog === undefined ? [] : [`over the catalog ${catalog}`]),
    ...price.map((each) => `at ${each}`),
    ...(without.length === 0 ? [] : [`without ${without.join(', ')}`]),
    ...(baseline === undefined ? [] : [`always ${baseline}`]),
  ]
}
