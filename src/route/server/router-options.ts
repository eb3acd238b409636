import type { Catalog } from '../../catalog/catalog.ts'
import type { AnyReceipt } from '../../trace/flow-record.ts'
import type { Definitions } from '../../trace/write-trace.ts'
import type { AdmissionSetup } from '../admission/admission-setup.ts'
import type { CallersConfig } from '../callers/caller-config.ts'
import type { CallTimers, RequestLimits } from '../failover/limits.ts'
import type { HealthSettings } from '../health/health-settings.ts'
import type { HealthStore } from '../health/health-store.ts'
import type { JournalEvent, JournalSettings } from '../journal/index.ts'
import type { HouseRules } from './house-rules.ts'
import type { Office } from './office.ts'

/** What a router decides by; it can be replaced while the router runs. */
export interface RouterRules {
  readonly catalog: Catalog
  /** By provider, as the catalog calls it. One that wants a key and has none here is not called. */
  readonly keys?: ReadonlyMap<string, string>
  /** Policies that requests may ask for by name. */
  readonly policies?: AdmissionSetup['named']
  /** The same for flows. */
  readonly flows?: AdmissionSetup['flows']
  /** For requests that say no policy, which are refused where it is absent. */
  readonly defaultPolicy?: AdmissionSetup['defaultPolicy']
  /** Who may call; whoever reaches the router where absent. */
  readonly callers?: CallersConfig
  /** Of one request. */
  readonly limits?: Partial<RequestLimits>
  /** Of one call to a provider. */
  readonly timers?: Partial<CallTimers>
}

/** Everything that a router is made of. */
export interface RouterOptions extends RouterRules {
  /** The address of a sandbox, which then plays every provider. */
  readonly sandboxUrl?: string
  /** Where receipts are written; none are kept where absent. */
  readonly journal?: JournalSettings
  /** The file in which budgets of callers outlive the process; they begin anew where absent. */
  readonly budgetsFile?: string
  /** What it takes on at once, and from whom. */
  readonly rules?: Partial<HouseRules>
  /** When routes are left alone that fail, and for how long. */
  readonly health?: Partial<HealthSettings>
  /** Where health is shared with other routers; each keeps its own where absent. */
  readonly healthStore?: HealthStore
  /** How long a connection to a provider may take to be made, in milliseconds. */
  readonly connectMs?: number
  /** Shown by `/healthz`: when other rules were refused that were to replace those that hold. */
  readonly refusedMs?: () => number | undefined
  /** Told what an operator has to know; nobody is where absent. */
  readonly log?: (event: RouterEvent) => void
  /** Told of every receipt when its request is over, whether there is a journal or not. */
  readonly onReceipt?: (receipt: AnyReceipt, definitions: Definitions) => void
  /** The system's own where absent. */
  readonly clock?: Pick<Office, 'now' | 'monotonic' | 'random'>
}

/** What an operator is told. Nothing of a request, a key or an answer is in it. */
export type RouterEvent =
  | { readonly kind: 'journal'; readonly event: JournalEvent }
  /** Something that the router was not written for; the name of the error, not what it says. */
  | { readonly kind: 'fault'; readonly error: string; readonly at: string }
