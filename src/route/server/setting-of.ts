import { createHash, timingSafeEqual } from 'node:crypto'
import { err, ok, type Result } from '../../base/result.ts'
import { vocabularyOfCatalog } from '../../catalog/vocabulary-of-catalog.ts'
import { callerPolicyFaults, defaultPolicyFaults } from '../callers/caller-policy-faults.ts'
import { openCallers } from '../callers/callers.ts'
import { CALL_TIMERS, REQUEST_LIMITS } from '../failover/limits.ts'
import type { RouterRules } from './router-options.ts'
import { openSetting, type Setting } from './setting.ts'

/** Where the rules hold, whatever they are. */
export interface Place {
  /** The address of a sandbox that plays every provider; undefined where none does. */
  readonly sandboxUrl: string | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What the rules of a router come to, or everything that is wrong with them, a sentence each. */
export function settingOf(
  rules: RouterRules,
  { sandboxUrl, now }: Place,
): Result<Setting, readonly string[]> {
  const { catalog, keys = NONE, policies = NONE, flows = NONE, defaultPolicy } = rules
  const callers = openCallers(
    rules.callers ?? { callers: [] },
    vocabularyOfCatalog(catalog),
    HASHING,
  )
  const faults = faultsOf(rules)
  if (!callers.ok) return err([...callers.error, ...faults])
  if (faults.length > 0) return err(faults)
  return ok(
    openSetting({
      mode: sandboxUrl === undefined ? 'live' : 'sandbox',
      catalog,
      ...(sandboxUrl !== undefined && { sandboxUrl }),
      keys,
      named: policies,
      flows,
      ...(defaultPolicy !== undefined && { defaultPolicy }),
      callers: callers.value,
      limits: { ...REQUEST_LIMITS, ...rules.limits },
      timers: { ...CALL_TIMERS, ...rules.timers },
      sinceMs: now(),
    }),
  )
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>()

const HASHING = {
  sha256: (text: string) => createHash('sha256').update(text).digest(),
  timingSafeEqual,
}

/** Names that nothing is called by, which nobody could ask for. */
function faultsOf({
  catalog,
  keys = NONE,
  policies = NONE,
  flows = NONE,
  ...rules
}: RouterRules): readonly string[] {
  const faults: string[] = []
  for (const [provider, key] of keys) {
    if (!Object.hasOwn(catalog.providers, provider)) {
      faults.push(`keys.${provider}: the catalog has no such provider`)
    }
    if (!/^[\x21-\x7e]+$/.test(key))
      faults.push(`keys.${provider}: a key is one word of plain ASCII`)
  }
  const { defaultPolicy, callers: { callers, anonymous = {} } = { callers: [] } } = rules
  const known = { named: policies, flows }
  if (defaultPolicy !== undefined) {
    faults.push(...defaultPolicyFaults(defaultPolicy, 'default_policy', known))
  }
  for (const caller of callers) {
    faults.push(...callerPolicyFaults(caller, `callers.${caller.name}`, known))
  }
  return [...faults, ...callerPolicyFaults(anonymous, 'anonymous', known)]
}
