import { resolve } from 'node:path'
import { ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { changedFiles } from '../io/changed-files.ts'
import { policyFiles } from '../io/policy-files.ts'

export interface WantedFiles {
  /** Paths as given on the command line. */
  readonly operands: readonly string[]
  /** Only what differs from this git revision. */
  readonly since: string | undefined
  /** What is looked at where no path is given. */
  readonly configured: readonly string[]
}

export interface FilesToLint {
  readonly files: readonly string[]
  /** Paths that could not be looked into; the others are looked at all the same. */
  readonly failures: readonly Failure[]
  /** Whether a file is known to differ from the revision; no file is where none was given. */
  readonly isChanged: (path: string) => boolean
}

/** The files to look at, each once, in the order of the paths and below a directory by name. */
export async function filesToLint(
  { operands, since, configured }: WantedFiles,
  context: Pick<Context, 'cwd'>,
): Promise<Result<FilesToLint, Failure>> {
  const files = new Set<string>()
  const failures: Failure[] = []
  for (const path of operands.length > 0 ? operands : configured) {
    const found = await policyFiles(path, context)
    if (found.ok) for (const file of found.value) files.add(file)
    else failures.push(found.error)
  }
  if (since === undefined) return ok({ files: [...files], failures, isChanged: () => false })
  const changed = await changedFiles(since, context)
  if (!changed.ok) return changed
  const isChanged = (path: string): boolean => changed.value.has(resolve(context.cwd, path))
  return ok({ files: [...files].filter(isChanged), failures, isChanged })
}
