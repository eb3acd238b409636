import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { Context } from '../context.ts'
import { decodeText } from './decode-text.ts'
import { codeOf, REASONS } from './file-errors.ts'

/** Fetches the files that a policy uses, and keeps them for the reports. */
export interface UsedFiles {
  /** Answers the text of the file, or why it cannot be had. */
  readonly load: (path: string) => Result<Source, string>
  /** Every file fetched so far. */
  readonly sources: readonly Source[]
}

/** The files as they are now, paths being relative to the working directory. */
export function usedFiles({ cwd }: Pick<Context, 'cwd'>): UsedFiles {
  const sources: Source[] = []
  const load: UsedFiles['load'] = (path) => {
    try {
      const read = decodeText(path, readFileSync(resolve(cwd, path)))
      if (!read.ok) return err(read.error.message)
      sources.push(read.value)
      return ok(read.value)
    } catch (error) {
      const code = codeOf(error)
      return err(code === 'ENOENT' ? 'no such file' : (REASONS.get(code) ?? code))
    }
  }
  return { load, sources }
}
