import { err, ok, type Result } from '../../base/result.ts'
import {
  type Candidate,
  type CatalogVocabulary,
  candidatesOf,
  vocabularyOfCatalog,
} from '../../catalog/index.ts'
import { type Context as Deciding, decodeRequest } from '../../decide/index.ts'
import { type CatalogInForce, catalogInForce } from '../catalog-in-force.ts'
import type { Values } from '../command.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { readText } from '../io/read-text.ts'
import { parseJson } from '../json/parse-json.ts'
import { configuredName } from '../policy/configured-name.ts'
import type { OneFlow } from '../policy/one-flow.ts'
import type { OnePolicy } from '../policy/one-policy.ts'
import { PARAMETER_OPTIONS, readParameters } from '../policy/parameters.ts'
import { policyOrFlow } from '../policy/policy-or-flow.ts'
import type { Problem } from '../problem.ts'
import { PRICE_OPTION, priced } from './prices.ts'
import { unknownProvider } from './unknown-provider.ts'

/** The options of everything that decides over a catalog without calling anybody. */
export const SCENARIO_OPTIONS = {
  policy: { kind: 'text', value: 'NAME', doc: 'which policy or flow, where the file has several' },
  ...PARAMETER_OPTIONS,
  catalog: { kind: 'text', value: 'FILE', doc: 'another catalog than the one in force' },
  request: {
    kind: 'text',
    value: 'FILE',
    doc: 'the body of a request, as JSON: what it needs counts',
  },
  seed: { kind: 'whole', value: 'N', least: 0, doc: 'the seed of `sample`' },
  down: { kind: 'list', value: 'PROVIDER', doc: 'a provider that is out of service' },
  price: PRICE_OPTION,
} as const

/** What is chosen from, and what is known of the request and of the world. */
export interface Ground {
  /** At the prices that were asked for. */
  readonly inForce: CatalogInForce
  readonly vocabulary: CatalogVocabulary
  readonly candidates: readonly Candidate[]
  readonly deciding: Deciding
}

/** A policy, what it chooses from, and what it knows of the request and of the world. */
export interface Scenario extends Ground {
  readonly policy: OnePolicy
}

/** A flow, and what all its steps choose from. */
export interface FlowScenario extends Ground {
  readonly flow: OneFlow
}

/** What was asked for on the command line, read and checked. */
export async function readScenario(
  argument: string | undefined,
  options: Values<typeof SCENARIO_OPTIONS>,
  context: Context,
): Promise<Result<Scenario | FlowScenario, Failure>> {
  const params = await readParameters(options, context)
  if (!params.ok) return params
  const inForce = await catalogInForce(options.catalog, context)
  if (!inForce.ok) return inForce
  const catalog = priced(inForce.value.catalog, options.price)
  if (!catalog.ok) return catalog
  const vocabulary = vocabularyOfCatalog(catalog.value)
  const named = await configuredName(
    options.policy === undefined ? argument : undefined,
    vocabulary,
    context,
  )
  if (!named.ok) return named
  const { file = argument, name = options.policy } = named.value ?? {}
  const wishes = { policy: name, params: params.value, vocabulary }
  const chosen = await policyOrFlow(file, wishes, context)
  if (!chosen.ok) return chosen
  const unknown = options.down.find((name) => !vocabulary.providers.includes(name))
  if (unknown !== undefined) return err(unknownProvider(unknown, vocabulary.providers))
  const request = await requestIn(options.request, context)
  if (!request.ok) return request
  const deciding: Deciding = {
    vocabulary,
    request: decodeRequest(request.value),
    state: { disabled: Object.fromEntries(options.down.map((name) => [name, true])) },
    ...(options.seed !== undefined && { seed: options.seed }),
  }
  const ground: Ground = {
    inForce: { ...inForce.value, catalog: catalog.value },
    vocabulary,
    candidates: candidatesOf(catalog.value),
    deciding,
  }
  return ok(
    chosen.value.kind === 'policy'
      ? { ...ground, policy: chosen.value.policy }
      : { ...ground, flow: chosen.value.flow },
  )
}

async function requestIn(
  path: string | undefined,
  context: Context,
): Promise<Result<unknown, Problem>> {
  if (path === undefined) return ok({})
  const source = await readText(path, context)
  if (!source.ok) return source
  const parsed = parseJson(source.value)
  if (!parsed.ok) return parsed
  const isObject = typeof parsed.value === 'object' && parsed.value !== null
  if (isObject && !Array.isArray(parsed.value)) return parsed
  const span = { start: 0, end: source.value.text.length }
  return err({
    kind: 'problem',
    message: `\`${path}\` is not the body of a request`,
    at: { source: source.value, span, label: 'expected an object, as `{ "messages": [] }`' },
  })
}
