/**
 * The public list of `unhardcoded/router`: a router in a Node program, in a server of its own or
 * beside the routes of another one.
 */

export type { DefaultPolicy } from './admission/admission-setup.ts'
export { flowsByName } from './admission/flows-by-name.ts'
export type { NamedFlow } from './admission/named-flow.ts'
export type { NamedPolicy } from './admission/named-policy.ts'
export { policiesByName } from './admission/policies-by-name.ts'
export type { BudgetWindow } from './callers/budget-window.ts'
export type {
  BudgetConfig,
  CallerConfig,
  CallerRules,
  CallersConfig,
} from './callers/caller-config.ts'
export type { CallTimers, RequestLimits } from './failover/limits.ts'
export type { HealthSettings } from './health/health-settings.ts'
export type { HealthStore, Unwatch } from './health/health-store.ts'
export type { JournalEvent, JournalReport, JournalSettings } from './journal/index.ts'
export {
  ROUTER_ERRORS,
  type RouterErrorBody,
  type RouterErrorCode,
} from './router-error.ts'
export {
  openSandbox,
  type Sandbox,
  type SandboxCall,
  type SandboxOptions,
} from './sandbox/index.ts'
export { createRouter, type RunningRouter } from './server/create-router.ts'
export type { HouseRules } from './server/house-rules.ts'
export {
  type Listening,
  type ListenLimits,
  type ListenOptions,
  type ListenProblem,
  listen,
} from './server/listen.ts'
export type { RouterEvent, RouterOptions, RouterRules } from './server/router-options.ts'
