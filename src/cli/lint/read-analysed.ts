import { resolve } from 'node:path'
import { hasErrors } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type Analysis, analyse, policySet } from '../../compile/index.ts'
import type { NamedFlow } from '../../route/admission/named-flow.ts'
import type { NamedPolicy } from '../../route/admission/named-policy.ts'
import { policiesByName } from '../../route/admission/policies-by-name.ts'
import type { Context } from '../context.ts'
import { policyFiles } from '../io/policy-files.ts'
import { readText } from '../io/read-text.ts'
import { usedFiles } from '../io/used-files.ts'

/** A file of policies that has no errors. */
export interface AnalysedFile {
  /** Absolute. */
  readonly path: string
  readonly analysis: Analysis
  /** The text of the file, and of those that it uses. */
  readonly sources: readonly Source[]
  readonly named: ReadonlyMap<string, NamedPolicy>
  readonly flows: ReadonlyMap<string, NamedFlow>
}

export interface AnalysedFiles {
  readonly files: readonly AnalysedFile[]
  /** Whether every file could be read, and has no errors. */
  readonly isWhole: boolean
}

/** The policies in files and directories, each file once. What is wrong with one is not told. */
export async function readAnalysed(
  paths: readonly string[],
  vocabulary: CatalogVocabulary,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<AnalysedFiles> {
  const files = new Map<string, AnalysedFile>()
  let isWhole = true
  for (const path of paths) {
    const found = await policyFiles(path, context)
    if (!found.ok) isWhole = false
    for (const name of found.ok ? found.value : []) {
      const place = resolve(context.cwd, name)
      if (files.has(place)) continue
      const file = await analysedFile(name, vocabulary, context)
      if (file === undefined) isWhole = false
      else files.set(place, file)
    }
  }
  return { files: [...files.values()], isWhole }
}

async function analysedFile(
  name: string,
  vocabulary: CatalogVocabulary,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<AnalysedFile | undefined> {
  const source = await readText(name, context)
  if (!source.ok) return undefined
  const used = usedFiles(context)
  const { value: analysis, diagnostics } = analyse(source.value, { vocabulary, load: used.load })
  if (analysis === undefined || hasErrors(diagnostics)) return undefined
  const set = policySet(analysis)
  const sources = [source.value, ...used.sources]
  return {
    path: resolve(context.cwd, name),
    analysis,
    sources,
    named: policiesByName(set, sources),
    flows: new Map(set.flows().map((flow) => [flow.name, { flow, sources }])),
  }
}
