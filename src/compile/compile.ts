import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { nearestName } from '../base/nearest-name.ts'
import type { Source } from '../base/source.ts'
import { type CatalogVocabulary, STANDARD_CATALOG_VOCABULARY } from '../catalog/vocabulary.ts'
import { TERM_VERSION } from '../ir/encode.ts'
import { type Analysis, analyse } from './analyse.ts'
import { bindArguments } from './bind-arguments.ts'
import type { TypedPolicy } from './check/typed-policy.ts'
import { type CompiledFlow, compileFlow } from './compile-flow.ts'
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { distinct } from './distinct.ts'
import { problem } from './problem.ts'
import type { Load } from './resolve/load-files.ts'
import type { Target } from './target.ts'

export interface CompileOptions {
  /** What policies may say. The fields of the built-in catalog where absent. */
  readonly vocabulary?: CatalogVocabulary | undefined
  /** Fetches the files that are used. Without it no file can use another. */
  readonly load?: Load | undefined
  /** Only the policy or flow of that name. */
  readonly policy?: string | undefined
  /** Values for parameters: JSON in canonical units, or text as the language writes it. */
  readonly params?: Readonly<Record<string, unknown>> | undefined
  /** Which engine the terms are for; `sigma-pol/v2` where absent. */
  readonly target?: Target | undefined
}

/** What a file compiles to. Used files take part but are not compiled themselves. */
export interface CompileOutput {
  readonly schema_version: 1
  readonly version: typeof TERM_VERSION
  /** In the order of the file. */
  readonly policies: readonly CompiledPolicy[]
  readonly flows: readonly CompiledFlow[]
}

/**
 * Compiles a `.uh` text to terms: normalized, encoded and identified.
 *
 * Deterministic to the byte, and total: whatever the text, it never throws. Undefined when there
 * is an error anywhere. Diagnostics are UH0 of the parser, UH1 to UH5 and UH7 of this, UH8 for raw
 * terms; in the order of the files, and within a file of the text.
 */
export function compile(
  source: Source,
  options: CompileOptions = {},
): Checked<CompileOutput | undefined> {
  const { vocabulary = STANDARD_CATALOG_VOCABULARY, load } = options
  const analysed = analyse(source, { vocabulary, load })
  if (analysed.value === undefined) return { value: undefined, diagnostics: analysed.diagnostics }
  const { policies, flows, diagnostics } = compileAll(analysed.value, options)
  const all = distinct([...analysed.diagnostics, ...diagnostics])
  if (hasErrors(all)) return { value: undefined, diagnostics: all }
  return { value: { schema_version: 1, version: TERM_VERSION, policies, flows }, diagnostics: all }
}

interface Compiled {
  readonly policies: readonly CompiledPolicy[]
  readonly flows: readonly CompiledFlow[]
  readonly diagnostics: readonly Diagnostic[]
}

function compileAll(analysis: Analysis, options: CompileOptions): Compiled {
  const { params = {}, policy: wanted, target = TERM_VERSION } = options
  const { program, vocabulary, main } = analysis
  const policies: CompiledPolicy[] = []
  const flows: CompiledFlow[] = []
  const diagnostics: Diagnostic[] = []
  const chosen = program.policies.filter((each) => isWanted(each.definition.name))
  for (const policy of chosen) {
    const alone = chosen.length === 1
    if (!alone && lacksValue(policy, params)) {
      diagnostics.push(noteLeftOut(policy))
      continue
    }
    const bound = bindArguments(policy, alone ? params : paramsOf(policy, params))
    diagnostics.push(...bound.diagnostics)
    if (hasErrors(bound.diagnostics)) continue
    const compiled = compilePolicy({ policy, args: bound.value }, { vocabulary, target })
    diagnostics.push(...compiled.diagnostics)
    if (compiled.value !== undefined) policies.push(compiled.value)
  }
  for (const flow of program.flows.filter((each) => isWanted(each.name))) {
    const compiled = compileFlow(flow, { vocabulary, target })
    diagnostics.push(...compiled.diagnostics)
    if (compiled.value !== undefined) flows.push(compiled.value)
  }
  if (wanted !== undefined && chosen.length + flows.length === 0 && !hasErrors(diagnostics)) {
    diagnostics.push(reportUnknown(wanted, analysis))
  } else if (chosen.length > 1) diagnostics.push(...unknownParams(params, chosen))
  return { policies, flows, diagnostics }

  function isWanted(name: string): boolean {
    return wanted === undefined || name === wanted
  }

  function reportUnknown(name: string, { program: { policies: known } }: Analysis): Diagnostic {
    const names = [
      ...known.map((each) => each.definition.name),
      ...program.flows.map((each) => each.name),
    ]
    const nearest = nearestName(name, names)
    return problem(
      'UH1002',
      { source: main.name, span: { start: 0, end: 0 } },
      {
        message: `no policy or flow is called \`${name}\``,
        help:
          nearest === undefined
            ? `there is ${names.map((each) => `\`${each}\``).join(', ') || 'none'}`
            : `did you mean \`${nearest}\`?`,
      },
    )
  }
}

function lacksValue({ params }: TypedPolicy, given: Readonly<Record<string, unknown>>): boolean {
  return [...params.values()].some(
    (param) => param.default === undefined && !Object.hasOwn(given, param.name),
  )
}

function noteLeftOut(policy: TypedPolicy): Diagnostic {
  const { name } = policy.definition
  const missing = [...policy.params.values()].filter((param) => param.default === undefined)
  return problem('UH7006', policy.place, {
    message: `\`${name}\` is left out: ${missing.map((param) => `\`${param.name}\``).join(' and ')} has no value`,
    help: `choose it and give one: \`--policy ${name} --param ${missing[0]?.name ?? ''}=…\``,
  })
}

/** Of the values given for a whole file, those that are for this policy. */
function paramsOf(
  { params }: TypedPolicy,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => params.has(name)))
}

/** Values that no policy takes. */
function unknownParams(
  given: Readonly<Record<string, unknown>>,
  policies: readonly TypedPolicy[],
): readonly Diagnostic[] {
  return Object.keys(given)
    .filter((name) => !policies.some(({ params }) => params.has(name)))
    .flatMap((name) => {
      const [first] = policies
      const known = policies.flatMap(({ params }) => [...params.keys()])
      const nearest = nearestName(name, known)
      return first === undefined
        ? []
        : [
            problem('UH1011', first.place, {
              message: `no policy has a parameter \`${name}\``,
              help: nearest === undefined ? undefined : `did you mean \`${nearest}\`?`,
            }),
          ]
    })
}
