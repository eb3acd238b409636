import { readdir, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { compareBytes } from '../../base/byte-order.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import { codeOf, readProblem } from '../io/file-errors.ts'
import { type Problem, problem } from '../problem.ts'

/**
 * The files that paths name, each once: of a directory its traces, of a pattern (`logs/*.jsonl`)
 * the files that match, unless a file is called like it. `-` stands for itself.
 */
export async function tracePaths(
  paths: readonly string[],
  { cwd }: Pick<Context, 'cwd'>,
): Promise<Result<readonly string[], Problem>> {
  const found = new Map<string, string>()
  for (const path of paths) {
    const named = path === '-' ? ok([path]) : await filesAt(path, cwd)
    if (!named.ok) return named
    for (const file of named.value) {
      const place = file === '-' ? file : resolve(cwd, file)
      if (!found.has(place)) found.set(place, file)
    }
  }
  return ok([...found.values()])
}

async function filesAt(path: string, cwd: string): Promise<Result<readonly string[], Problem>> {
  const place = resolve(cwd, path)
  try {
    return (await stat(place)).isDirectory() ? await tracesIn(path, place) : ok([path])
  } catch (error) {
    return codeOf(error) === 'ENOENT' && isDynamicPattern(path)
      ? matching(path, cwd)
      : err(await readProblem(error, path, place))
  }
}

async function tracesIn(path: string, place: string): Promise<Result<readonly string[], Problem>> {
  const names = (await readdir(place)).filter((name) => /\.jsonl(?:\.gz)?$/.test(name))
  if (names.length > 0) {
    return ok(names.sort(compareBytes).map((name) => `${path.replace(/\/+$/, '')}/${name}`))
  }
  return err(
    problem(`no trace is in \`${path}\``, 'traces are files that end in `.jsonl` or `.jsonl.gz`'),
  )
}

async function matching(path: string, cwd: string): Promise<Result<readonly string[], Problem>> {
  const files = await glob(path, { cwd, expandDirectories: false })
  return files.length > 0
    ? ok(files.sort(compareBytes))
    : err(problem(`no file matches \`${path}\``))
}
