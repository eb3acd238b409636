import { nearestName } from '../../../base/nearest-name.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import { quoted } from '../../../catalog/quoted.ts'
import type { Fault } from './fault.ts'
import { matchesPattern } from './matches-pattern.ts'
import type { FaultProblem } from './parse-fault.ts'

/** Why a fault would never meet a call, if nothing of the catalog is meant by its pattern. */
export function faultInVain({ pattern }: Fault, catalog: Catalog): FaultProblem | undefined {
  const routes = Object.entries(catalog.models).flatMap(([family, { served_by }]) =>
    served_by.map(({ provider }) => ({ provider, family })),
  )
  if (routes.some((route) => matchesPattern(pattern, route))) return undefined
  const providers = Object.keys(catalog.providers)
  const names = pattern.includes('/')
    ? routes.map(({ provider, family }) => `${provider}/${family}`)
    : providers
  const meant = nearestName(pattern, names)
  return {
    message: `nothing in the catalog is called ${quoted(pattern)}`,
    help:
      meant === undefined
        ? 'a fault names a provider, `provider/family`, or either with `*` for any characters'
        : `did you mean \`${meant}\`?`,
  }
}
