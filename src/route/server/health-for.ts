import { err, ok, type Result } from '../../base/result.ts'
import type { Health } from '../health/health.ts'
import { HEALTH_SETTINGS } from '../health/health-settings.ts'
import type { HealthStore } from '../health/health-store.ts'
import { openHealth } from '../health/open-health.ts'
import { sharedHealth } from '../health/shared-health.ts'
import { heardGate, storedGate } from '../health/told-gate.ts'
import type { Office } from './office.ts'
import type { RouterOptions } from './router-options.ts'

/** The health of a router, and what lets go of those that it shares it with. */
export interface KeptHealth {
  readonly health: Health
  readonly close: () => Promise<void>
}

/** Health that the router keeps for itself, or shares with others where there is a store. */
export async function healthFor(
  { health: given, healthStore: store }: Pick<RouterOptions, 'health' | 'healthStore'>,
  { now, random }: Pick<Office, 'now' | 'random'>,
  fault: (error: unknown) => void,
): Promise<Result<KeptHealth, string>> {
  const own = openHealth(given)
  if (store === undefined) return ok({ health: own, close: async () => {} })
  const settings = { ...HEALTH_SETTINGS, ...given }
  const by = Buffer.from(random(12)).toString('base64url')
  const put = putInto(store, fault)
  const health = sharedHealth(own, (told, nowMs) => put(storedGate(told, { by, nowMs }, settings)))
  try {
    const unwatch = await store.watch((name, text) => {
      const heard = heardGate({ name, text }, { by, nowMs: now() }, settings)
      if (heard !== undefined) own.heard(heard, now())
    })
    return ok({ health, close: () => Promise.resolve(unwatch()).catch(fault) })
  } catch (error) {
    fault(error)
    return err('the health store cannot be watched: see to it, or leave `healthStore` out')
  }
}

/** Puts without waiting. Of a store that is away the first failure alone is told. */
function putInto(store: HealthStore, fault: (error: unknown) => void) {
  let isAway = false
  const failed = (error: unknown): void => {
    if (!isAway) fault(error)
    isAway = true
  }
  const worked = (): void => {
    isAway = false
  }
  return ({ name, text, forMs }: ReturnType<typeof storedGate>): void => {
    new Promise<void>((resolve) => resolve(store.put(name, text, forMs))).then(worked, failed)
  }
}
