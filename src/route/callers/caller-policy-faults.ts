import { hasErrors } from '../../base/diagnostic.ts'
import { nearestName } from '../../base/nearest-name.ts'
import { listed } from '../../compile/listed.ts'
import { quote } from '../../ir/describe-value.ts'
import type { AdmissionSetup, DefaultPolicy } from '../admission/admission-setup.ts'
import { flowNamed } from '../admission/flow-entry.ts'
import type { NamedPolicy } from '../admission/named-policy.ts'
import type { PolicyParams } from '../admission/policy-params.ts'
import { toldDiagnostics } from '../admission/told-diagnostics.ts'
import type { CallerRules } from './caller-config.ts'

/** What a router knows by name. */
export type KnownNames = Pick<AdmissionSetup, 'named' | 'flows'>

/**
 * What the rules of a caller say of policies and their parameters that is not so: names that nobody
 * has, values that do not fit. A sentence each, with its place.
 *
 * @param at how faults call the caller: `callers.support`.
 */
export function callerPolicyFaults(
  { policies, defaultPolicy, params = {} }: CallerRules,
  at: string,
  known: KnownNames,
): readonly string[] {
  const missing = (policies ?? []).flatMap((entry) => missingName(entry, known) ?? [])
  return [
    ...missing.map((what) => `${at}.policies: there is no ${what}`),
    ...(defaultPolicy === undefined
      ? []
      : ownDefaultFaults(defaultPolicy, { at, policies, params }, known)),
    ...fixedFaults(params, `${at}.params`, mayAskFor(policies, known)),
  ]
}

/** The same for the policy that decides where a request says none. */
export function defaultPolicyFaults(
  { name, params = {} }: DefaultPolicy,
  at: string,
  known: KnownNames,
): readonly string[] {
  const missing = missingName(name, known)
  if (missing !== undefined) return [`${at}: there is no ${missing}`]
  const policy = known.named.get(name)
  const names = Object.keys(params)
  if (policy === undefined) {
    return names.length === 0 ? [] : [`${at}.params: a flow has no parameters; leave them out`]
  }
  const unfit = names.flatMap((param) => {
    const told = misfit(policy, { [param]: params[param] })
    return told === undefined ? [] : [`${placeOf(`${at}.params`, param)}: ${told}`]
  })
  return unfit.length > 0 ? unfit : togetherFaults(policy, params, `${at}.params`)
}

function missingName(entry: string, { named, flows }: KnownNames): string | undefined {
  const flow = flowNamed(entry)
  if (flow === undefined) return named.has(entry) ? undefined : `policy \`${entry}\``
  return flows.has(flow) ? undefined : `flow \`${flow}\``
}

interface Own {
  readonly at: string
  readonly policies: CallerRules['policies']
  /** Those that are fixed. */
  readonly params: PolicyParams
}

function ownDefaultFaults(
  own: DefaultPolicy,
  { at, policies, params: fixed }: Own,
  known: KnownNames,
): readonly string[] {
  const place = `${at}.default_policy`
  const faults = defaultPolicyFaults(own, place, known)
  if (faults.length > 0) return faults
  if (policies?.includes(own.name) === false) {
    return [
      `${place}: \`policies\` does not let this caller ask for ${quote(own.name)}; put it in there, or choose another`,
    ]
  }
  const policy = known.named.get(own.name)
  const read = (params: PolicyParams) => policy?.policies.read(policy.name, params).value
  return Object.keys(own.params ?? {}).flatMap((param) => {
    const value = read(fixed)?.get(param)
    if (value === undefined || value === read(own.params ?? {})?.get(param)) return []
    return [
      `${placeOf(`${place}.params`, param)}: \`params\` of this caller fixes another value for it; leave one of them out`,
    ]
  })
}

/** The named policies that a caller may ask for. */
function mayAskFor(
  allowed: CallerRules['policies'],
  { named }: KnownNames,
): readonly NamedPolicy[] {
  return [...named].flatMap(([name, policy]) => (allowed?.includes(name) === false ? [] : [policy]))
}

function fixedFaults(
  fixed: PolicyParams,
  at: string,
  policies: readonly NamedPolicy[],
): readonly string[] {
  const alone = Object.entries(fixed).flatMap(([param, value]) => {
    const place = placeOf(at, param)
    const concerned = policies.filter((each) => has(each, param))
    if (concerned.length === 0) return [`${place}: ${unknownParam(param, policies)}`]
    // What does not fit one policy mostly fits none: it is told once.
    const [told] = concerned.flatMap((policy) => misfit(policy, { [param]: value }) ?? [])
    return told === undefined ? [] : [`${place}: ${told}`]
  })
  if (alone.length > 0) return alone
  return policies.flatMap((policy) => {
    const own = Object.entries(fixed).filter(([param]) => has(policy, param))
    return togetherFaults(policy, Object.fromEntries(own), at)
  })
}

/** What is wrong with values that fit one by one; nothing where another is needed as well. */
function togetherFaults(
  { policies, name }: NamedPolicy,
  params: PolicyParams,
  at: string,
): readonly string[] {
  const { diagnostics } = policies.compile(name, params)
  const wrong = diagnostics.filter(({ code }) => code !== 'UH2012')
  return hasErrors(wrong) ? [`${at}: policy ${quote(name)}: ${toldDiagnostics(wrong)}`] : []
}

/** Why values are none of the policy's. */
function misfit({ policies, name }: NamedPolicy, params: PolicyParams): string | undefined {
  const { diagnostics } = policies.read(name, params)
  return hasErrors(diagnostics)
    ? `policy ${quote(name)}: ${toldDiagnostics(diagnostics)}`
    : undefined
}

function unknownParam(param: string, policies: readonly NamedPolicy[]): string {
  const declared = new Set(policies.flatMap(({ policies, name }) => policies.parameters(name)))
  const nearest = nearestName(param, declared)
  const help =
    nearest !== undefined
      ? `did you mean \`${nearest}\`?`
      : declared.size === 0
        ? 'they have none'
        : `they have ${listed(declared)}`
  return `no policy that this caller may ask for has a parameter ${quote(param)}; ${help}`
}

function has({ policies, name }: NamedPolicy, param: string): boolean {
  return policies.parameters(name).includes(param)
}

/** What cannot stand in a place is told in its sentence alone. */
function placeOf(at: string, param: string): string {
  return /^[\w-]+$/.test(param) ? `${at}.${param}` : at
}
