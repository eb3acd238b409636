import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type Analysis, analyse } from '../../compile/index.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import { type Failure, findings } from '../failure.ts'
import { readText } from '../io/read-text.ts'
import { usedFiles } from '../io/used-files.ts'

/** A file of policies that has no errors. */
export interface Analysed {
  readonly analysis: Analysis
  readonly warnings: readonly Diagnostic[]
  /** The text of the file, and of those that it uses. */
  readonly sources: readonly Source[]
}

/** Reads and checks a file of policies, with what it uses. */
export async function analysedFile(
  file: string,
  vocabulary: CatalogVocabulary,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<Analysed, Failure>> {
  const source = await readText(file, context)
  if (!source.ok) return source
  const used = usedFiles(context)
  const { value, diagnostics } = analyse(source.value, { vocabulary, load: used.load })
  const sources = [source.value, ...used.sources]
  if (value === undefined || hasErrors(diagnostics)) {
    return err(findings(diagnostics, sources, EXIT.usage))
  }
  return ok({ analysis: value, warnings: diagnostics, sources })
}
