import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { nearestName } from '../../base/nearest-name.ts'
import { type Problem, problem } from '../problem.ts'

/**
 * Why the file at `place`, which the user called `path`, cannot be read. An error that does not
 * come from the file system is thrown on.
 */
export async function readProblem(error: unknown, path: string, place: string): Promise<Problem> {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return noSuchFile(path, place)
  return problem(`cannot read \`${path}\`: ${REASONS.get(code) ?? code}`)
}

async function noSuchFile(path: string, place: string): Promise<Problem> {
  const siblings = await readdir(dirname(place)).catch(() => undefined)
  if (siblings === undefined) {
    return problem(`no such file: \`${path}\``, `there is no directory \`${dirname(path)}\` either`)
  }
  const meant = nearestName(basename(place), siblings)
  const start = path.slice(0, path.length - basename(path).length)
  return problem(
    `no such file: \`${path}\``,
    meant === undefined ? undefined : `did you mean \`${start}${meant}\`?`,
  )
}

/** The code of an error of the file system, as `EACCES`; its text where it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}

/** What the codes mean, for people. */
export const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a directory'],
  ['ELOOP', 'its links go in a circle'],
  ['EMFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENOENT', 'no such directory'],
  ['ENOSPC', 'no space is left'],
  ['ENOTDIR', 'no such directory'],
  ['EROFS', 'the file system is read-only'],
  ['ENXIO', 'nothing answers there'],
])
