import type { Offer } from './catalog.ts'

/** What tells one route from another. */
export interface RouteIdentity {
  readonly provider: string
  readonly family: string
  readonly offer: Offer | undefined
}

/**
 * The name of a route: `provider/family`, with `@peer` for an offer, and with `#2`, `#3`… where
 * that is taken already.
 */
export function freeRouteName(
  { provider, family, offer }: RouteIdentity,
  taken: { has(name: string): boolean },
): string {
  const name = `${provider}/${family}${offer === undefined ? '' : `@${offer.peer_id}`}`
  if (!taken.has(name)) return name
  let count = 2
  while (taken.has(`${name}#${count}`)) count++
  return `${name}#${count}`
}
