import { err, ok, type Result } from '../../base/result.ts'
import { type Catalog, candidatesOf, vocabularyOfCatalog } from '../../catalog/index.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../../catalog/vocabulary.ts'
import { compile } from '../../compile/index.ts'
import { catalogInForce } from '../catalog-in-force.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import { type Failure, findings } from '../failure.ts'
import { policySource } from '../io/policy-source.ts'
import { usedFiles } from '../io/used-files.ts'
import { isTermText } from '../policy/one-policy.ts'
import { readParameters } from '../policy/parameters.ts'
import { problem } from '../problem.ts'
import { candidateNamed } from '../simulate/candidate-named.ts'
import { pricesOf } from '../simulate/prices.ts'
import { unknownProvider } from '../simulate/unknown-provider.ts'
import type { AskedChange, AskedPolicy } from './asked-change.ts'
import type { WhatIfOptions } from './what-if-options.ts'

/** Reads what is asked for, and checks of it what can be checked before the trace is read. */
export async function readChange(
  options: WhatIfOptions,
  context: Context,
): Promise<Result<AskedChange, Failure>> {
  const { baseline, without } = options
  if (baseline !== undefined && (options.policy !== undefined || options.param.length > 0)) {
    return err(
      problem(
        'with `--baseline` no policy decides',
        'leave out `--policy` and `--param`, or `--baseline`',
      ),
    )
  }
  const params = await readParameters({ param: options.param, params: undefined }, context)
  if (!params.ok) return params
  const prices = pricesOf(options.price)
  if (!prices.ok) return prices
  const catalog = await otherCatalog(options.catalog, context)
  if (!catalog.ok) return catalog
  const policy = await otherPolicy(options.policy, context)
  if (!policy.ok) return policy
  const asked: AskedChange = {
    policy: policy.value,
    params: { ...params.value },
    catalog: catalog.value,
    prices: prices.value,
    without,
    baseline,
  }
  const unknown = catalog.value && unknownName(asked, catalog.value)
  return unknown === undefined ? ok(asked) : err(unknown)
}

async function otherCatalog(
  path: string | undefined,
  context: Context,
): Promise<Result<Catalog | undefined, Failure>> {
  if (path === undefined) return ok(undefined)
  const inForce = await catalogInForce(path, context)
  return inForce.ok ? ok(inForce.value.catalog) : inForce
}

/** What is named and is not in the catalog that takes the place of the recorded ones. */
function unknownName(asked: AskedChange, catalog: Catalog): Failure | undefined {
  const { prices, without, baseline } = asked
  const { providers } = vocabularyOfCatalog(catalog)
  const provider = without.find((name) => !providers.includes(name))
  if (provider !== undefined) return unknownProvider(provider, providers)
  const candidates = candidatesOf(catalog)
  const routes = [
    ...prices.map(({ route }) => route),
    ...(baseline === undefined ? [] : [baseline]),
  ]
  for (const route of routes) {
    const named = candidateNamed(route, candidates)
    if (!named.ok) return named.error
  }
  return undefined
}

/** The text of a policy with all files that it uses. What it means depends on each catalog. */
async function otherPolicy(
  argument: string | undefined,
  context: Context,
): Promise<Result<AskedPolicy | undefined, Failure>> {
  if (argument === undefined) return ok(undefined)
  const source = await policySource(argument, context)
  if (!source.ok) return source
  if (isTermText(source.value)) return ok({ ...source.value, used: [] })
  const files = usedFiles(context)
  const { diagnostics } = compile(source.value, {
    vocabulary: STANDARD_CATALOG_VOCABULARY,
    load: files.load,
  })
  const unreadable = diagnostics.filter(
    ({ code, severity }) => severity === 'error' && isOfText(code),
  )
  if (unreadable.length > 0) {
    return err(findings(unreadable, [source.value, ...files.sources], EXIT.usage))
  }
  return ok({ ...source.value, used: files.sources })
}

/** Whether a finding is about the text and its files, whatever the catalog. */
function isOfText(code: string): boolean {
  return /^UH0|^UH100[45]$/.test(code)
}
