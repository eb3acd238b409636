import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { compareBytes } from '../../base/byte-order.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import { type Problem, problem } from '../problem.ts'
import { codeOf, REASONS } from './file-errors.ts'

/**
 * The files that a path names: itself, or for a directory the `.uh` files in it and below, sorted.
 * Hidden directories, `node_modules` and links to directories are not entered.
 */
export async function policyFiles(
  path: string,
  context: Pick<Context, 'cwd'>,
): Promise<Result<readonly string[], Problem>> {
  const info = await stat(resolve(context.cwd, path)).catch(() => undefined)
  // A file that is not there is reported where it is read.
  if (path === '' || path === '-' || !info?.isDirectory()) return ok([path])
  try {
    const found = await filesBelow(path, context.cwd)
    if (found.length > 0) return ok(found.toSorted(compareBytes))
    return err(problem(`there is no \`.uh\` file in \`${path}\``))
  } catch (error) {
    const code = codeOf(error)
    return err(problem(`cannot read \`${path}\`: ${REASONS.get(code) ?? code}`))
  }
}

async function filesBelow(directory: string, cwd: string): Promise<readonly string[]> {
  const entries = await readdir(resolve(cwd, directory), { withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) {
    const path = join(directory, entry.name)
    if (entry.isDirectory() && !isSkipped(entry.name)) found.push(...(await filesBelow(path, cwd)))
    if (!entry.isDirectory() && entry.name.endsWith('.uh')) found.push(path)
  }
  return found
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}
