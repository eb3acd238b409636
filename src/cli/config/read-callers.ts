import { isScalar, type Node } from 'yaml'
import { decimalFrom } from '../../catalog/money.ts'
import { BUDGET_WINDOWS } from '../../route/callers/budget-window.ts'
import type { BudgetConfig, CallerConfig, CallerRules } from '../../route/callers/caller-config.ts'
import { readDefaultPolicy } from './read-default-policy.ts'
import { readParams } from './read-params.ts'
import {
  count,
  fields,
  list,
  note,
  type ReadBy,
  type Reader,
  type Reading,
  remember,
  text,
  textOf,
  word,
} from './yaml-reading.ts'

/** Who may call. What their rules say is judged by the router, with the catalog at hand. */
export const readCallers: Reader<readonly CallerConfig[]> = (node, reading) => {
  let index = 0
  const caller: Reader<CallerConfig> = (each) => {
    remember(`callers[${index}]`, each, reading)
    index += 1
    return readCaller(each, reading)
  }
  return list(caller)(node, reading)
}

function readCaller(node: Node, reading: Reading): CallerConfig | undefined {
  const { name, keys, ...rules } = fields(node, { name: NAME, keys: KEYS, ...RULES }, reading)
  if (name === undefined) return note(node, { label: 'expected a `name` in it' }, reading)
  remember(`callers.${name}`, node, reading)
  return { name, keys: keys ?? [], ...rulesOf(rules) }
}

/** What holds for whoever has no key, where there are no callers. */
export const readCallerRules: Reader<CallerRules> = (node, reading) => {
  remember('anonymous', node, reading)
  return rulesOf(fields(node, RULES, reading))
}

function rulesOf(read: ReadBy<typeof RULES>): CallerRules {
  const { envelope, transforms, policies, default_policy, params, scope, budgets } = read
  return {
    ...(envelope !== undefined && { envelope }),
    ...(transforms !== undefined && { transforms }),
    ...(policies !== undefined && { policies }),
    ...(default_policy !== undefined && { defaultPolicy: default_policy }),
    ...(params !== undefined && { params }),
    ...(scope !== undefined && { scope }),
    ...(budgets !== undefined && { budgets }),
  }
}

const budget: Reader<BudgetConfig> = (node, reading) => {
  const { window, usd, requests } = fields(
    node,
    { window: word(BUDGET_WINDOWS), usd: dollars, requests: count },
    reading,
  )
  if (window === undefined) return note(node, { label: 'expected a `window` in it' }, reading)
  return {
    window,
    ...(usd !== undefined && { usd }),
    ...(requests !== undefined && { requests }),
  }
}

/** An exact amount: as it is written, and not as a number of YAML has it. */
const dollars: Reader<string> = (node, reading) => {
  const isNumber = isScalar(node) && typeof node.value === 'number'
  const written = isNumber ? node.source : textOf(node)
  if (written !== undefined && decimalFrom(written) !== undefined) return written
  return note(node, { label: 'expected an amount in USD, `12.50`' }, reading)
}

const NAME = text('a name')
const KEYS = list(text('the hash of a key, `sha256:` and 64 hex digits'))

const RULES = {
  envelope: text('a condition, as policies have it'),
  transforms: list(text('the name of a parameter')),
  policies: list(text('the name of a policy')),
  default_policy: readDefaultPolicy,
  params: readParams,
  scope: text('a scope'),
  budgets: list(budget),
}
