import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { fix, lint } from '../../lint/index.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { readText } from '../io/read-text.ts'
import { usedFiles } from '../io/used-files.ts'
import { writeText } from '../io/write-text.ts'
import type { LintSetting } from './lint-setting.ts'

/** What came of all files. */
export interface LintedFiles {
  readonly files: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: readonly Source[]
  readonly failures: readonly Failure[]
  /** Files that were mended, with how many findings each. */
  readonly fixed: readonly { readonly path: string; readonly count: number }[]
  /** The text of standard input, where it was to be mended: it is what is answered. */
  readonly mendedInput: string | undefined
}

export type Strength = 'none' | 'safe' | 'unsafe'

export interface LintJob {
  readonly setting: LintSetting
  readonly strength: Strength
  /** What the text of standard input is called, and what its `use` is relative to. */
  readonly stdinName: string | undefined
}

/** Lints the files one after the other. One that cannot be read keeps none of the others from it. */
export async function lintFiles(
  paths: readonly string[],
  job: LintJob,
  context: Context,
): Promise<LintedFiles> {
  const files: string[] = []
  const diagnostics = new Map<string, Diagnostic>()
  const sources = new Map<string, Source>()
  const failures: Failure[] = []
  const fixed: { path: string; count: number }[] = []
  let mendedInput: string | undefined
  for (const path of paths) {
    const read = await readText(path, context)
    if (!read.ok) {
      failures.push(read.error)
      continue
    }
    const source = { ...read.value, name: nameOf(path, read.value, job) }
    const outcome = lintFile(source, job, context)
    if (path === '-' && job.strength !== 'none') mendedInput = outcome.text
    else if (outcome.count > 0) {
      const failure = await writeText(path, outcome.text, context)
      if (failure !== undefined) failures.push(failure)
      else fixed.push({ path: source.name, count: outcome.count })
    }
    files.push(source.name)
    for (const each of outcome.used) sources.set(each.name, each)
    sources.set(source.name, { name: source.name, text: outcome.text })
    // A file that several use is wrong once.
    for (const each of outcome.diagnostics) diagnostics.set(keyOf(each), each)
  }
  return {
    files,
    diagnostics: [...diagnostics.values()],
    sources: [...sources.values()],
    failures,
    fixed,
    mendedInput,
  }
}

function nameOf(path: string, { name }: Source, { stdinName }: LintJob): string {
  return path === '-' && stdinName !== undefined ? stdinName : name
}

interface LintedFile {
  readonly text: string
  readonly count: number
  readonly diagnostics: readonly Diagnostic[]
  readonly used: readonly Source[]
}

function lintFile(source: Source, { setting, strength }: LintJob, context: Context): LintedFile {
  const used = usedFiles(context)
  const options = { ...setting, load: used.load }
  if (strength === 'none') {
    const { diagnostics } = lint(source, options)
    return { text: source.text, count: 0, diagnostics, used: used.sources }
  }
  const { text, count, diagnostics } = fix(source, options, strength)
  return { text, count, diagnostics, used: used.sources }
}

function keyOf({ code, source, span, message }: Diagnostic): string {
  return JSON.stringify([source, span.start, span.end, code, message])
}
