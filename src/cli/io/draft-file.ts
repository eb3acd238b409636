import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import { type Problem, problem } from '../problem.ts'
import { codeOf, REASONS } from './file-errors.ts'

/** A file that is written piece by piece beside its place, and stands there whole or not at all. */
export interface DraftFile {
  readonly write: (text: string) => Promise<void>
  /** Puts it in its place. */
  readonly keep: () => Promise<void>
  /** Takes it away again. Nothing happens to one that was kept. */
  readonly drop: () => Promise<void>
}

/**
 * Begins a file. What stands in its place is left alone until {@link DraftFile.keep}; links are
 */
export async function openDraft(
  path: string,
  { cwd }: Pick<Context, 'cwd'>,
): Promise<Result<DraftFile, Problem>> {
  try {
    const place = await realpath(resolve(cwd, path)).catch(() => resolve(cwd, path))
    const info = await stat(place).catch(() => undefined)
    if (info !== undefined && !info.isFile()) {
      return err(problem(`cannot write \`${path}\`: it is no file`, 'name a file'))
    }
    const name = `.${basename(place).slice(0, 100)}.${Math.random().toString(36).slice(2)}`
    const draft = join(dirname(place), name)
    const file = await open(draft, 'wx')
    return ok({
      write: (text) => file.writeFile(text),
      keep: async () => {
        await file.close()
        if (info !== undefined) await chmod(draft, info.mode & 0o7777)
        await rename(draft, place)
      },
      drop: async () => {
        await file.close().catch(() => undefined)
        await rm(draft, { force: true })
      },
    })
  } catch (error) {
    const code = codeOf(error)
    return err(problem(`cannot write \`${path}\`: ${REASONS.get(code) ?? code}`))
  }
}
