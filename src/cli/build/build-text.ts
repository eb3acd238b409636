import { dirname, resolve } from 'node:path'
import { hasErrors } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import { buildModule } from '../../build/build-module.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type Analysis, analyse, type Target } from '../../compile/index.ts'
import type { Context } from '../context.ts'
import { type Failure, findings } from '../failure.ts'
import { policyFiles } from '../io/policy-files.ts'
import { readText } from '../io/read-text.ts'
import { usedFiles } from '../io/used-files.ts'
import { problem } from '../problem.ts'
import { tellFindings } from '../report-failure.ts'

export interface BuildWishes {
  readonly operands: readonly string[]
  readonly vocabulary: CatalogVocabulary
  readonly target: Target
}

/** What was built, and what it rests on. */
export interface BuildOutcome {
  readonly text: Result<string, Failure>
  /** The directories in which a change of a `.uh` file may change it, as absolute paths. */
  readonly directories: ReadonlySet<string>
}

/** Reads policies and writes them out as the text of a module. Warnings are told. */
export async function buildText(wishes: BuildWishes, context: Context): Promise<BuildOutcome> {
  const directories = new Set<string>()
  return { text: await built(wishes, directories, context), directories }
}

async function built(
  { operands, vocabulary, target }: BuildWishes,
  directories: Set<string>,
  context: Context,
): Promise<Result<string, Failure>> {
  const analyses = new Map<string, Analysis>()
  const sources: Source[] = []
  for (const operand of operands) {
    const place = resolve(context.cwd, operand)
    directories.add(/\.uh$/i.test(operand) ? dirname(place) : place)
    const paths = await policyFiles(operand, context)
    if (!paths.ok) return paths
    for (const path of paths.value) {
      directories.add(dirname(resolve(context.cwd, path)))
      const source = await readText(path, context)
      if (!source.ok) return source
      const used = usedFiles(context)
      const { value, diagnostics } = analyse(source.value, { vocabulary, load: used.load })
      const read = [source.value, ...used.sources]
      for (const { name } of used.sources) directories.add(dirname(resolve(context.cwd, name)))
      if (value === undefined || hasErrors(diagnostics)) return err(findings(diagnostics, read))
      if (diagnostics.length > 0) tellFindings(diagnostics, read, context)
      analyses.set(resolve(context.cwd, path), value)
      sources.push(...read)
    }
  }
  const text = buildModule([...analyses.values()], { target })
  if (text.ok) return ok(text.value)
  const { error } = text
  return err(
    error.kind === 'reason'
      ? problem(error.reason, error.help)
      : findings(error.diagnostics, sources),
  )
}
