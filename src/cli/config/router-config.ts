import type { DefaultPolicy } from '../../route/admission/admission-setup.ts'
import type { CallersConfig } from '../../route/callers/caller-config.ts'
import type { CallTimers } from '../../route/failover/limits.ts'
import type { Place } from './yaml-reading.ts'

/** How a router is run, as the configuration says it. Absent members are not said. */
export interface RouterConfig {
  /** The address that it listens on, or its name. */
  readonly host: string | undefined
  /** From 0, which is a free one, to 65535. */
  readonly port: number | undefined
  /** The names by which clients may address it, in lower case and without a port. */
  readonly hosts: readonly string[] | undefined
  /** Where the keys of providers are, by provider. */
  readonly keys: ReadonlyMap<string, KeyReference>
  readonly defaultPolicy: DefaultPolicy | undefined
  readonly timers: Partial<CallTimers>
  /** Until a connection to a provider is made, in milliseconds. */
  readonly connectMs: number | undefined
  readonly maxBodyBytes: number | undefined
  /** Requests that run at once. */
  readonly maxConcurrent: number | undefined
  /** How long requests that run may take once it is asked to end, in milliseconds. */
  readonly drainMs: number | undefined
  /** Where budgets of callers are kept; from the working directory, or absolute. */
  readonly budgetsFile: string | undefined
  readonly callers: CallersConfig
  /** Where things stand in the file, by their paths in what the router says of them. */
  readonly places: Places
}

/** A key is never in the configuration itself. */
export type KeyReference =
  | { readonly kind: 'variable'; readonly name: string }
  /** A path from the working directory, or absolute. */
  | { readonly kind: 'file'; readonly path: string }

/** By `callers.support.envelope`, `keys.openai`, `default_policy`. */
export type Places = ReadonlyMap<string, Place>

/** What is kept of each request, and where. */
export interface TraceConfig {
  /** Where receipts go; from the working directory, or absolute. */
  readonly directory: string | undefined
  readonly maxFileBytes: number | undefined
  readonly maxFileAgeMs: number | undefined
  /** The PEM file of the private key that signs. */
  readonly key: string | undefined
}

export const NO_ROUTER: RouterConfig = {
  host: undefined,
  port: undefined,
  hosts: undefined,
  keys: new Map(),
  defaultPolicy: undefined,
  timers: {},
  connectMs: undefined,
  maxBodyBytes: undefined,
  maxConcurrent: undefined,
  drainMs: undefined,
  budgetsFile: undefined,
  callers: { callers: [] },
  places: new Map(),
}

export const NO_TRACE: TraceConfig = {
  directory: undefined,
  maxFileBytes: undefined,
  maxFileAgeMs: undefined,
  key: undefined,
}
