import type { CatalogVocabulary } from '../../catalog/index.ts'
import { compare, decimalFrom, ZERO } from '../../catalog/money.ts'
import { quote } from '../../ir/describe-value.ts'
import type { Envelope, Guard } from '../admission/guard.ts'
import {
  isRouterOwned,
  REQUEST_TRANSFORMS,
  type TransformWhitelist,
} from '../admission/transform-whitelist.ts'
import { BUDGET_WINDOWS } from './budget-window.ts'
import type { Budget, Caller } from './caller.ts'
import type { BudgetConfig, CallerRules } from './caller-config.ts'
import { compileEnvelope } from './compile-envelope.ts'

/** What a configuration is read against, and where its faults go. */
export interface CallerReading {
  readonly vocabulary: CatalogVocabulary
  /** Sentences, each with the place: `callers.support.budgets[0]: …`. */
  readonly faults: string[]
}

/** The caller that rules make, with whatever of them is sound. @param at how faults call it. */
export function openCaller(
  name: string | undefined,
  { rules, at }: { readonly rules: CallerRules; readonly at: string },
  reading: CallerReading,
): Caller {
  const envelope = envelopeOf(rules, at, reading)
  const guard: Guard = {
    transforms: whitelistOf(rules, at, reading),
    ...(envelope !== undefined && { envelope }),
    ...(rules.policies !== undefined && { policies: new Set(rules.policies) }),
    ...(rules.defaultPolicy !== undefined && { defaultPolicy: rules.defaultPolicy }),
    ...(rules.params !== undefined && { params: rules.params }),
    ...(rules.scope !== undefined && { scope: rules.scope }),
  }
  const budgets = (rules.budgets ?? []).flatMap(
    (each, i) => budgetOf(each, `${at}.budgets[${i}]`, reading) ?? [],
  )
  return { name, guard, budgets }
}

function envelopeOf(
  { envelope }: CallerRules,
  at: string,
  { vocabulary, faults }: CallerReading,
): Envelope | undefined {
  if (envelope === undefined) return undefined
  const compiled = compileEnvelope(envelope, `envelope of ${at}`, vocabulary)
  if (compiled.ok) return compiled.value
  faults.push(`${at}.envelope: ${compiled.error}`)
  return undefined
}

function whitelistOf(
  { transforms }: CallerRules,
  at: string,
  { faults }: CallerReading,
): TransformWhitelist {
  if (transforms === undefined) return REQUEST_TRANSFORMS
  const owned = transforms.find(isRouterOwned)
  if (owned !== undefined) {
    faults.push(`${at}.transforms: no policy may set ${quote(owned)}; take it off the list`)
  }
  return { params: new Set(transforms) }
}

function budgetOf(
  { window, usd, requests }: BudgetConfig,
  at: string,
  { faults }: CallerReading,
): Budget | undefined {
  if (!BUDGET_WINDOWS.includes(window)) {
    faults.push(`${at}.window: it is one of ${BUDGET_WINDOWS.join(', ')}`)
  }
  if (usd === undefined && requests === undefined) {
    faults.push(`${at}: nothing is limited; give \`usd\` or \`requests\``)
    return undefined
  }
  const amount = usd === undefined ? undefined : decimalFrom(usd)
  if (usd !== undefined && (amount === undefined || compare(amount, ZERO) < 0)) {
    faults.push(`${at}.usd: it is an amount in plain digits, such as \`12.50\``)
  }
  if (requests !== undefined && !(Number.isSafeInteger(requests) && requests >= 0)) {
    faults.push(`${at}.requests: it is a whole number of 0 or more`)
  }
  return {
    window,
    ...(amount !== undefined && { usd: amount }),
    ...(requests !== undefined && { requests }),
  }
}
