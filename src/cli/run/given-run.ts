import { err, ok, type Result } from '../../base/result.ts'
import { type Catalog, vocabularyOfCatalog } from '../../catalog/index.ts'
import type { Fault } from '../../route/sandbox/index.ts'
import type { RouterOptions } from '../../route/server/router-options.ts'
import type { Option, Values } from '../command.ts'
import type { Places } from '../config/router-config.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { PARAMETER_OPTIONS, readParameters } from '../policy/parameters.ts'
import { problem } from '../problem.ts'
import { routerSetup } from '../router/router-setup.ts'
import { FAULT_OPTION, givenFaults } from '../sandbox/given-faults.ts'
import { type GivenPolicy, givenPolicy } from './given-policy.ts'
import { keyMissing } from './key-missing.ts'

/** The options that say what decides, over what, and where its receipts go. */
export const RUN_OPTIONS = {
  policy: { kind: 'text', value: 'NAME', doc: 'which policy, where the file has several' },
  ...PARAMETER_OPTIONS,
  catalog: { kind: 'text', value: 'FILE', doc: 'another catalog than the one in force' },
  config: { kind: 'text', value: 'FILE', doc: 'another configuration than the nearest one' },
  sandbox: { kind: 'flag', doc: 'the sandbox answers: no key is needed, and nothing is spent' },
  fault: { ...FAULT_OPTION, doc: `in the sandbox: ${FAULT_OPTION.doc}` },
  trace: {
    kind: 'text',
    value: 'PATH',
    doc: 'keep receipts: in a directory, or appended to a file called `*.jsonl`',
  },
} as const satisfies Readonly<Record<string, Option>>

/** What a router of one's own is made of. */
export interface GivenRun {
  readonly options: RouterOptions
  /** Where in the configuration the options were written. */
  readonly places: Places
  readonly catalog: Catalog
  readonly policy: GivenPolicy
  readonly mode: 'live' | 'sandbox'
  readonly faults: readonly Fault[]
  /** The file that receipts are appended to, in place of a directory. */
  readonly traceFile: string | undefined
  /** Where receipts go, as it was named; undefined where they are not kept. */
  readonly keptIn: string | undefined
  /** Variables that hold the keys of providers. */
  readonly keyVariables: readonly string[]
  /** Providers that cannot be called, since their key is not set. */
  readonly withoutKey: readonly string[]
}

/** What was asked for on the command line, read and checked; nothing is opened yet. */
export async function readRun(
  argument: string,
  given: Values<typeof RUN_OPTIONS>,
  context: Context,
): Promise<Result<GivenRun, Failure>> {
  const mode = given.sandbox ? 'sandbox' : 'live'
  if (mode === 'live' && given.fault.length > 0) {
    return err(problem('`--fault` is for the sandbox', 'add `--sandbox`'))
  }
  const params = await readParameters(given, context)
  if (!params.ok) return params
  const traceFile = given.trace?.endsWith('.jsonl') === true ? given.trace : undefined
  const setup = await routerSetup(
    {
      mode,
      config: given.config,
      catalog: given.catalog,
      policies: [],
      trace: traceFile === undefined ? given.trace : undefined,
    },
    context,
  )
  if (!setup.ok) return setup
  const { options, config, catalogName, withoutKey } = setup.value
  const { catalog } = options
  const policy = await givenPolicy(
    {
      argument,
      policy: given.policy,
      params: params.value,
      vocabulary: vocabularyOfCatalog(catalog),
      configured: config.policies ?? [],
    },
    context,
  )
  if (!policy.ok) return policy
  const faults = givenFaults(given.fault, catalog)
  if (!faults.ok) return faults
  const missing =
    mode === 'live'
      ? keyMissing(policy.value.terms, { catalog, name: catalogName, withoutKey })
      : undefined
  if (missing !== undefined) return err(missing)
  const { journal, ...rest } = options
  return ok({
    options: {
      ...rest,
      ...policy.value.rules,
      ...(traceFile === undefined && journal !== undefined && { journal }),
    },
    places: config.router.places,
    catalog,
    policy: policy.value,
    mode,
    faults: faults.value,
    traceFile,
    keptIn: given.trace ?? config.trace.directory,
    keyVariables: [
      ...Object.values(catalog.providers).flatMap(({ key_env }) => key_env ?? []),
      ...[...config.router.keys.values()].flatMap((key) =>
        key.kind === 'variable' ? [key.name] : [],
      ),
    ],
    withoutKey,
  })
}
