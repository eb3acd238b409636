import { type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { lineStarts, positionAt, type Source } from '../base/source.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { compileFlow } from '../compile/compile-flow.ts'
import { type Analysis, analyse, type Load, policySet, type Target } from '../compile/index.ts'
import { newWorkload } from '../compile/workload.ts'
import { functionNames } from './function-name.ts'
import { type BuiltFlow, type BuiltPolicy, madeFlow, madePolicy } from './runtime/made.ts'

/** A policy that was read, for certain values of its parameters. */
export type LoadedPolicy = (params?: Readonly<Record<string, unknown>>) => BuiltPolicy

export interface Loading {
  readonly vocabulary: CatalogVocabulary
  readonly target: Target
  /** Fetches the files that are used, and keeps them for the reports. */
  readonly load: Load
  readonly used: readonly Source[]
}

/**
 * The policies and flows of some files, as a module that is built of them would export them.
 *
 * @throws Error with every report where a file does not compile, or two would be called the same.
 */
export function loadedPolicies(
  files: readonly Source[],
  loading: Loading,
): Readonly<Record<string, LoadedPolicy | BuiltFlow>> {
  const analyses = files.map((file) => analysed(file, loading))
  const definitions = analyses.flatMap((analysis) => definitionsOf(analysis, loading))
  const names = functionNames(definitions)
  if (!names.ok) throw new Error(`${names.error}: rename one of them`)
  const policies: Record<string, LoadedPolicy | BuiltFlow> = Object.create(null)
  for (const [i, { make }] of definitions.entries()) policies[names.value[i] ?? ''] = make
  return Object.freeze(policies)
}

function analysed(source: Source, { vocabulary, load, used }: Loading): Analysis {
  const { value, diagnostics } = analyse(source, { vocabulary, load })
  if (value !== undefined && !hasErrors(diagnostics)) return value
  throw new Error(`the policies do not compile\n${reportsOf(diagnostics, [source, ...used])}`)
}

interface Loaded {
  readonly name: string
  readonly source: string
  readonly make: LoadedPolicy | BuiltFlow
}

function definitionsOf(analysis: Analysis, { target, used }: Loading): readonly Loaded[] {
  const { main, program, vocabulary } = analysis
  const set = policySet(analysis, target)
  const policies = set.names.map((name) => ({
    name,
    source: main.name,
    make: callable((params) => set.compile(name, params)),
  }))
  const flows = program.flows.map((flow) => {
    const { value, diagnostics } = compileFlow(flow, { vocabulary, target }, newWorkload())
    if (value === undefined) {
      throw new Error(`the flow does not compile\n${reportsOf(diagnostics, [main, ...used])}`)
    }
    const make = madeFlow(value.flow_ir, value.fingerprint)
    return { name: flow.name, source: main.name, make }
  })
  return [...policies, ...flows]
}

/** The same object for what compiles to the same object, which values asked for again do. */
function callable(
  compile: (params: Readonly<Record<string, unknown>>) => ReturnType<PolicySetCompile>,
): LoadedPolicy {
  const made = new WeakMap<object, BuiltPolicy>()
  return (params = {}) => {
    if (typeof params !== 'object' || params === null || Array.isArray(params)) {
      throw new TypeError('a policy takes its parameters as an object')
    }
    const { value, diagnostics } = compile(params)
    if (value === undefined) throw refusal(diagnostics)
    const before = made.get(value)
    if (before !== undefined) return before
    const built = madePolicy(value.policy_ir, value.fingerprint)
    made.set(value, built)
    return built
  }
}

type PolicySetCompile = ReturnType<typeof policySet>['compile']

/** A value outside what it may be is a RangeError, anything else a TypeError. */
function refusal(diagnostics: readonly Diagnostic[]): Error {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const text = errors.map(({ message, help }) => withHelp(message, help)).join('\n')
  const isRange = errors.every(({ code }) => OF_RANGE.has(code))
  return isRange ? new RangeError(text) : new TypeError(text)
}

const OF_RANGE: ReadonlySet<string> = new Set(['UH2006', 'UH2009', 'UH2011', 'UH2014', 'UH2019'])

function reportsOf(diagnostics: readonly Diagnostic[], sources: readonly Source[]): string {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, help, source, span }) => {
      const text = sources.find(({ name }) => name === source)?.text ?? ''
      const { line, column } = positionAt(lineStarts(text), span.start)
      return `${source}:${line}:${column}: ${code}: ${withHelp(message, help)}`
    })
    .join('\n')
}

function withHelp(message: string, help: string | undefined): string {
  return help === undefined ? message : `${message} (${help})`
}
