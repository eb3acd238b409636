import { resolve } from 'node:path'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type Analysis, policySet } from '../../compile/index.ts'
import { flowsByName } from '../../route/admission/flows-by-name.ts'
import type { NamedFlow } from '../../route/admission/named-flow.ts'
import type { NamedPolicy } from '../../route/admission/named-policy.ts'
import { policiesByName } from '../../route/admission/policies-by-name.ts'
import type { Context } from '../context.ts'
import { policyFiles } from '../io/policy-files.ts'
import { type Analysed, analysedFile } from '../policy/analysed-file.ts'

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
      if (file.ok) files.set(place, namesIn(file.value, place))
      else isWhole = false
    }
  }
  return { files: [...files.values()], isWhole }
}

function namesIn({ analysis, sources }: Analysed, path: string): AnalysedFile {
  const set = policySet(analysis)
  const named = policiesByName(set, sources)
  return { path, analysis, sources, named, flows: flowsByName(set, sources) }
}
