import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { err, ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import { type Problem, problem } from '../problem.ts'

const run = promisify(execFile)

/**
 * The files of the git checkout that differ from a revision, those that git does not know yet
 * among them, as absolute paths. Deleted ones are left out.
 */
export async function changedFiles(
  revision: string,
  { cwd }: Pick<Context, 'cwd'>,
): Promise<Result<ReadonlySet<string>, Problem>> {
  try {
    const top = (await git(['rev-parse', '--show-toplevel'], cwd)).trim()
    // With `--end-of-options` a revision that begins with a dash is no option.
    const commit = await git(
      ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`],
      cwd,
    )
    const changed = await git(['diff', '--name-only', '-z', '--diff-filter=d', commit.trim()], cwd)
    const unknown = await git(['ls-files', '--others', '--exclude-standard', '-z', top], cwd)
    return ok(
      new Set([
        ...pathsIn(changed).map((path) => resolve(top, path)),
        ...pathsIn(unknown).map((path) => resolve(cwd, path)),
      ]),
    )
  } catch (error) {
    return err(gitProblem(error, revision))
  }
}

async function git(args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await run('git', args, { cwd, maxBuffer: MOST_OUTPUT })
  return stdout
}

const MOST_OUTPUT = 64 * 1024 * 1024

function pathsIn(output: string): readonly string[] {
  return output.split('\0').filter((path) => path !== '')
}

function gitProblem(error: unknown, revision: string): Problem {
  if (!(error instanceof Error)) throw error
  if ('code' in error && error.code === 'ENOENT') {
    return problem('`--since` asks git, which is not installed', 'name the files to look at')
  }
  const said = 'stderr' in error ? String(error.stderr) : ''
  if (said.includes('not a git repository')) {
    return problem('`--since` needs a git checkout', 'name the files to look at')
  }
  return problem(
    `git knows no revision \`${revision}\``,
    'name a commit, a branch or a tag, as `main` or `HEAD~1`; a shallow clone lacks older ones',
  )
}
