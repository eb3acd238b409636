import { appendFile, chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Context } from '../context.ts'
import { type Problem, problem } from '../problem.ts'
import { codeOf, REASONS } from './file-errors.ts'
import { isStreamPath } from './stream-path.ts'

/**
 * Writes a file whole or not at all: beside it first, then renamed over it. Links are followed,
 * permissions are kept; a device or a pipe is written to as it is.
 *
 * @returns why it cannot be written, or undefined.
 */
export async function writeText(
  path: string,
  text: string,
  { cwd }: Pick<Context, 'cwd'>,
): Promise<Problem | undefined> {
  try {
    if (isStreamPath(path)) {
      await appendFile(path, text)
      return undefined
    }
    const place = await realpath(resolve(cwd, path)).catch(() => resolve(cwd, path))
    const info = await stat(place).catch(() => undefined)
    if (info?.isDirectory()) {
      return problem(`cannot write \`${path}\`: it is a directory`, 'name a file in it')
    }
    if (info !== undefined && !info.isFile()) await writeFile(place, text)
    else await replace(place, text, info?.mode)
    return undefined
  } catch (error) {
    const code = codeOf(error)
    return problem(`cannot write \`${path}\`: ${REASONS.get(code) ?? code}`)
  }
}

/** To the file when there is one, else to standard output. */
export async function writeOutput(
  path: string | undefined,
  text: string,
  context: Pick<Context, 'cwd' | 'stdout'>,
): Promise<Problem | undefined> {
  if (path !== undefined && path !== '-') return writeText(path, text, context)
  context.stdout.write(text)
  return undefined
}

async function replace(place: string, text: string, mode: number | undefined): Promise<void> {
  const draft = join(
    dirname(place),
    `.${basename(place).slice(0, 100)}.${Math.random().toString(36).slice(2)}`,
  )
  try {
    await writeFile(draft, text, { flag: 'wx' })
    if (mode !== undefined) await chmod(draft, mode & 0o7777)
    await rename(draft, place)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
