import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import { type CatalogVocabulary, STANDARD_CATALOG_VOCABULARY } from '../catalog/vocabulary.ts'
import { TERM_VERSION } from '../ir/encode.ts'
import { type Analysis, analyse } from './analyse.ts'
import { bindArguments } from './bind-arguments.ts'
import { type CompiledFlow, compileFlow } from './compile-flow.ts'
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { distinct } from './distinct.ts'
import { givenParams, lacksValue, noteLeftOut, paramsOf, unknownParams } from './given-params.ts'
import type { Load } from './resolve/load-files.ts'
import type { Target } from './target.ts'
import { unknownChoice } from './unknown-choice.ts'
import { newWorkload, withinWorkload } from './workload.ts'

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
  const { policy: wanted, target = TERM_VERSION } = options
  const params = givenParams(options.params ?? {})
  const { program, vocabulary } = analysis
  const isWanted = (name: string) => wanted === undefined || name === wanted
  const workload = newWorkload()
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
    const compiled = withinWorkload(workload, policy.place, () =>
      compilePolicy({ policy, args: bound.value }, { vocabulary, target }),
    )
    diagnostics.push(...compiled.diagnostics)
    if (compiled.value !== undefined) policies.push(compiled.value)
  }
  for (const flow of program.flows.filter((each) => isWanted(each.name))) {
    const compiled = compileFlow(flow, { vocabulary, target }, workload)
    diagnostics.push(...compiled.diagnostics)
    if (compiled.value !== undefined) flows.push(compiled.value)
  }
  if (wanted !== undefined && chosen.length + flows.length === 0 && !hasErrors(diagnostics)) {
    diagnostics.push(unknownChoice(wanted, analysis))
  } else if (chosen.length > 1) diagnostics.push(...unknownParams(params, chosen))
  return { policies, flows, diagnostics }
}
