import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import type { File } from '../syntax/ast.ts'
import { type CheckedProgram, check } from './check/check.ts'
import { distinct } from './distinct.ts'
import type { Load } from './resolve/load-files.ts'
import { resolve } from './resolve/resolve.ts'

/** A file and all it uses, found to be without errors. Policies can be compiled from it at will. */
export interface Analysis {
  readonly main: Source
  /** The tree of the main file. */
  readonly tree: File
  readonly program: CheckedProgram
  readonly vocabulary: CatalogVocabulary
}

export interface AnalyseOptions {
  readonly vocabulary: CatalogVocabulary
  readonly load?: Load | undefined
}

/**
 * Everything that can be said of a file before values are known for its parameters. Undefined
 * when there is an error.
 *
 * Where a file could not be read as a whole, nothing is said about names that it may have defined,
 * and no advice on style is given.
 */
export function analyse(
  source: Source,
  { vocabulary, load }: AnalyseOptions,
): Checked<Analysis | undefined> {
  const resolved = resolve(source, load)
  const checked = check(resolved.value, vocabulary)
  const found = [...resolved.diagnostics, ...checked.diagnostics]
  const broken = found.some(({ code }) => code.startsWith('UH0'))
  const files = resolved.value.modules.map((module) => module.source.name)
  const diagnostics = inOrder(
    found.filter((each) => each.source === source.name || each.severity === 'error'),
    files,
  ).filter((each) => !broken || !restsOnNames(each))
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const tree = resolved.value.main.file
  return { value: { main: source, tree, program: checked.value, vocabulary }, diagnostics }
}

/** The main file first, then those it uses; within each by place. */
function inOrder(
  diagnostics: readonly Diagnostic[],
  files: readonly string[],
): readonly Diagnostic[] {
  return distinct(diagnostics).toSorted(
    (a, b) =>
      files.indexOf(b.source) - files.indexOf(a.source) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end,
  )
}

function restsOnNames({ code, severity }: Diagnostic): boolean {
  return code.startsWith('UH1') || (severity !== 'error' && !code.startsWith('UH0'))
}
