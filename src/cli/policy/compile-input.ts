import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type CompileOptions, type CompileOutput, compile } from '../../compile/index.ts'
import type { Context } from '../context.ts'
import { type Failure, findings } from '../failure.ts'
import { usedFiles } from '../io/used-files.ts'

/** What a text compiles to, with the texts that took part. */
export interface Compilation {
  readonly output: CompileOutput
  readonly sources: readonly Source[]
  /** What its policies may say. */
  readonly vocabulary: CatalogVocabulary
}

/**
 * Compiles a text with the files that it uses. Warnings are told on standard error; with an error
 * there is no answer but the findings.
 */
export async function compileInput(
  source: Source,
  options: Omit<CompileOptions, 'load'> & { readonly vocabulary: CatalogVocabulary },
  context: Pick<Context, 'cwd' | 'stderr' | 'errorScreen'>,
): Promise<Result<Compilation, Failure>> {
  const used = usedFiles(context)
  const { value, diagnostics } = compile(source, { ...options, load: used.load })
  const sources = [source, ...used.sources]
  if (value === undefined || hasErrors(diagnostics)) return err(findings(diagnostics, sources))
  await tellWarnings(diagnostics, sources, context)
  return ok({ output: value, sources, vocabulary: options.vocabulary })
}

async function tellWarnings(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  context: Pick<Context, 'stderr' | 'errorScreen'>,
): Promise<void> {
  if (diagnostics.length === 0) return
  const { tellFindings } = await import('../report-failure.ts')
  tellFindings(diagnostics, sources, context)
}
