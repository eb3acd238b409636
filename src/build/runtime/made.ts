/** A policy as it goes into the body of a call: `{ ...policy, model, messages }`. */
export interface BuiltPolicy {
  readonly policy_ir: readonly [op: string, ...args: unknown[]]
  /** `sha256:…`. Not enumerable: spread into a body it stays behind, since no provider knows it. */
  readonly fingerprint: string
}

/** A flow as it goes into the body of a call. */
export interface BuiltFlow {
  readonly flow_ir: readonly [op: 'flow', nodes: object]
  /** `sha256:…`. Not enumerable, as that of a policy. */
  readonly fingerprint: string
}

export function madePolicy(policy_ir: BuiltPolicy['policy_ir'], fingerprint: string): BuiltPolicy {
  return identified({ policy_ir: frozen(policy_ir) }, fingerprint)
}

export function madeFlow(flow_ir: BuiltFlow['flow_ir'], fingerprint: string): BuiltFlow {
  return identified({ flow_ir: frozen(flow_ir) }, fingerprint)
}

function identified<T extends object>(
  made: T,
  fingerprint: string,
): T & { readonly fingerprint: string } {
  const identity = { fingerprint }
  Object.defineProperty(made, 'fingerprint', { value: fingerprint })
  return Object.freeze(made as T & typeof identity)
}

/** All of it: calls share it, so none may change it for the others. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const each of Object.values(value)) frozen(each)
  return Object.freeze(value)
}
